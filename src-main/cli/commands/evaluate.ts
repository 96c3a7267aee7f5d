import { type Command, Option } from 'commander';
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import type { Decoder, EvaluationSummary, PredictionRecord } from '../../../src-shared/domain/run';
import { evaluateJob, Recorder } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { openPredictionsFile } from '../predictions-file';
import { progressListener } from '../progress';
import { evaluationText } from '../reports/run';

interface EvaluateOptions extends EngineOptions {
  readonly split: SplitName;
  readonly decoder: Decoder;
  readonly predictions?: string;
}

interface Evaluated {
  readonly summary: EvaluationSummary;
  readonly predictions: readonly PredictionRecord[];
}

export function addEvaluateCommand(program: Command, streams: Streams): void {
  const evaluate = program
    .command('evaluate')
    .description("decode a split with a run's best checkpoint and score it")
    .argument('<run>', 'id, beginning of an id, or name')
    .addOption(new Option('--split <name>', 'what to decode').choices(SPLIT_NAMES).default('test'))
    .addOption(new Option('--decoder <name>', 'how to decode').choices(['greedy', 'beam']).default('greedy'))
    .option('--predictions <file.jsonl>', 'write every example with its hypothesis');
  withCommonOptions(withEngineOptions(evaluate)).action((text: string, options: EvaluateOptions) =>
    withHistory(options, async (history) => {
      applyEngineSettings(options);
      const job = evaluateJob(history, history.resolveRun(text), options.split, options.decoder);
      const file = options.predictions === undefined ? null : openPredictionsFile(options.predictions);
      try {
        let evaluated: Evaluated | null = null;
        const show = progressListener(streams);
        await runInEngine(job, streams, new Recorder(history, job), (event) => {
          if (event.type === 'evaluation') evaluated = event;
          else show(event);
        });
        const { summary, predictions } = evaluated!;
        file?.write(predictions);
        printResult(streams, options.json === true, summary, () => evaluationText(summary));
      } finally {
        file?.discard();
      }
    }),
  );
}
