import { type Command, InvalidArgumentError, Option } from 'commander';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import { type Decoder, DECODERS, type Run } from '../../../src-shared/domain/run';
import { attentionJob, type History, memorisationJob, Recorder, runName } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { wholeNumber, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { type AnalysisDocument, analysisText } from '../reports/analysis';

interface AnalyseOptions extends EngineOptions {
  readonly split: SplitName;
  readonly decoder: Decoder;
  readonly memorisation?: boolean;
  readonly attention?: boolean;
  readonly examples: number;
  readonly seed: number;
}

/** How many examples attention is tried on when nothing is said. */
const EXAMPLES = 100;

export function addAnalyseCommand(program: Command, streams: Streams): void {
  const analyse = program
    .command('analyse')
    .description('ask more of a stored evaluation: what it owes to memory, whether attention is faithful')
    .argument('<run>', 'id, beginning of an id, or name')
    .addOption(new Option('--split <name>', 'whose evaluation').choices(SPLIT_NAMES).default('test'))
    .addOption(new Option('--decoder <name>', 'of which decoder').choices(DECODERS).default('greedy'))
    .option('--memorisation', 'nearest training examples, near duplicates, hypotheses known by heart')
    .option('--attention', 'mask source tokens and rank what that costs against attention')
    .option('--examples <n>', 'examples that attention is tried on, drawn at random', sampleSize, EXAMPLES)
    .option('--seed <n>', 'of drawing them and of intervals', wholeNumber, 42);
  withCommonOptions(withEngineOptions(analyse)).action((text: string, options: AnalyseOptions) =>
    withHistory(options, async (history) => {
      const run = history.resolveRun(text);
      const jobs = chooseJobs(history, run, options);
      applyEngineSettings(options);
      let document: AnalysisDocument = {
        run: run.id,
        name: runName(history.studies.find(run.study)!, run),
        split: options.split,
        decoder: options.decoder,
        memorisation: null,
        attention: null,
      };
      const show = progressListener(streams);
      const take = (event: EngineEvent) => {
        if (event.type === 'memorisation' || event.type === 'attention')
          document = { ...document, [event.type]: event.report };
        else show(event);
      };
      for (const job of jobs) await runInEngine(job, streams, new Recorder(history, job), take);
      printResult(streams, options.json === true, document, () => analysisText(document));
    }),
  );
}

/**
 * Without a choice, all that the run and the split have something to say to.
 * @throws UserError when what was chosen cannot be found out of this run.
 */
function chooseJobs(history: History, run: Run, options: AnalyseOptions) {
  const { split, examples, seed } = options;
  const isOpen = !options.memorisation && !options.attention;
  const hasAttention = run.architecture === 'lstm-attention';
  return [
    ...(options.memorisation || (isOpen && (split !== 'train' || !hasAttention))
      ? [memorisationJob(history, { ...options, run })]
      : []),
    ...(options.attention || (isOpen && hasAttention)
      ? [attentionJob(history, run, options, { examples, seed })]
      : []),
  ];
}

function sampleSize(text: string): number {
  const size = wholeNumber(text);
  if (size === 0) throw new InvalidArgumentError('It must be a whole number from 1.');
  return size;
}
