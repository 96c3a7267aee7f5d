import { benchmark } from '../benchmark';
import { wholeNumber } from '../options';
import { describeMachine } from '../report/machine';
import { dataBenchmark, type DataBenchmarkOptions } from './data-benchmark';
import { dataMarkdown, type DataResult } from './data-report';

/** Rows of the published dataset. */
const PUBLISHED_ROWS = 455_243;

/** Reading, splitting, tokenizing and encoding a whole dataset. */
export const data = benchmark<DataBenchmarkOptions, DataResult>({
  name: 'data',
  description: 'preparing a dataset for training: cold, and as kept from an earlier study',
  addOptions: (command) =>
    command
      .option('--data <source>', 'whose rows are repeated (default: generated pairs)')
      .option('--rows <count>', 'rows, as many as the published dataset has', wholeNumber(3), PUBLISHED_ROWS),
  measure: async (options) => [{ ...(await dataBenchmark(options)), machine: describeMachine() }],
  markdown: dataMarkdown,
});
