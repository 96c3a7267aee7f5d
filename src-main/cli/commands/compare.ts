import { type Command, Option } from 'commander';
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import type { Run } from '../../../src-shared/domain/run';
import { compareRuns } from '../../engine/analysis/comparison';
import { evaluationFamilies } from '../../engine/analysis/pair-families';
import { metricsTable, TABLE_FORMATS, type TableFormat } from '../../engine/analysis/metrics-table';
import { type EvaluatedRun, evaluatedRuns, type History } from '../../history';
import { UsageError } from '../errors';
import {
  type CommonOptions,
  decodersOf,
  type DecoderChoice,
  wholeNumber,
  withCommonOptions,
  withDecoderOption,
  withHistory,
} from '../options';
import { printResult, type Streams } from '../output';
import { comparisonDocument, comparisonText } from '../reports/comparison';

interface CompareOptions extends CommonOptions {
  readonly split: SplitName;
  readonly decoder: DecoderChoice;
  readonly seed: number;
  readonly format?: TableFormat;
}

export function addCompareCommand(program: Command, streams: Streams): void {
  const compare = program
    .command('compare')
    .description('compare what runs wrote for the same examples, by their stored evaluations')
    .argument('<run...>', 'ids, beginnings of ids, or names; a study stands for all its runs')
    .addOption(new Option('--split <name>', 'whose examples').choices(SPLIT_NAMES).default('test'));
  withDecoderOption(compare, 'whose evaluations; both also compares the two decoders of each run')
    .option('--seed <n>', 'of resampling and shuffling', wholeNumber, 42)
    .addOption(
      new Option('--format <name>', 'print only the table of metrics')
        .choices(TABLE_FORMATS)
        .conflicts('json'),
    );
  withCommonOptions(compare).action((texts: string[], options: CompareOptions) =>
    withHistory(options, (history) => {
      const evaluated = chooseEvaluations(history, texts, options);
      const families = evaluationFamilies(evaluated.map(({ id, summary: { decoder } }) => ({ id, decoder })));
      const comparison = compareRuns(evaluated, options.seed, families);
      if (options.format) streams.stdout.write(metricsTable(comparison, options.format));
      else
        printResult(streams, options.json === true, comparisonDocument(comparison, evaluated), () =>
          comparisonText(comparison, evaluated),
        );
    }),
  );
}

/** @throws UsageError for fewer than two; UserError where a run or an evaluation is missing. */
function chooseEvaluations(
  history: History,
  texts: readonly string[],
  { split, decoder }: CompareOptions,
): EvaluatedRun[] {
  const runs = new Map<string, Run>();
  for (const text of texts) for (const run of history.resolveStudyOrRun(text).runs) runs.set(run.id, run);
  const decoders = decodersOf(decoder);
  if (runs.size * decoders.length < 2)
    throw new UsageError('compare needs two different runs, or one with --decoder both');
  return evaluatedRuns(history, [...runs.values()], split, decoders);
}
