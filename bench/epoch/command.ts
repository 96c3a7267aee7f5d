import type { Architecture } from '../../src-shared/domain/architecture';
import { benchmark, eachArchitecture, withOnlyOption } from '../benchmark';
import { wholeNumber } from '../options';
import { epochBenchmark, type EpochOptions, type EpochResult } from './epoch-benchmark';
import { epochsMarkdown } from './epoch-report';

interface EpochCommandOptions extends EpochOptions {
  readonly only?: Architecture;
}

/** One epoch of training in our batches, and in those of the expert. */
export const epoch = benchmark<EpochCommandOptions, EpochResult>({
  name: 'epoch',
  description: 'one epoch of training in our batches, against random ones in PyTorch',
  addOptions: (command) =>
    withOnlyOption(command)
      .option('--data <source>', 'as for a study', 'synthetic:14000')
      .option('--examples <count>', 'training examples', wholeNumber(1), 10_000),
  measure: ({ only, data, examples }, progress) =>
    eachArchitecture(only, progress, (architecture, tell) =>
      epochBenchmark(architecture, { data, examples }, tell),
    ),
  keyOf: ({ architecture }) => architecture,
  markdown: epochsMarkdown,
});
