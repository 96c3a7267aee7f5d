import { type Command, Option } from 'commander';
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import { evaluateJob, Recorder } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import {
  decodersOf,
  type DecoderChoice,
  withCommonOptions,
  withDecoderOption,
  withHistory,
} from '../options';
import { printResult, type Streams } from '../output';
import { type EvaluatedPredictions, openPredictionsFile } from '../predictions-file';
import { progressListener } from '../progress';
import { evaluationText } from '../reports/evaluation';

interface EvaluateOptions extends EngineOptions {
  readonly split: SplitName;
  readonly decoder: DecoderChoice;
  readonly predictions?: string;
}

export function addEvaluateCommand(program: Command, streams: Streams): void {
  const evaluate = program
    .command('evaluate')
    .description("decode a split with a run's best checkpoint, score and analyse it")
    .argument('<run>', 'id, beginning of an id, or name')
    .addOption(new Option('--split <name>', 'what to decode').choices(SPLIT_NAMES).default('test'));
  withDecoderOption(evaluate, 'how to decode').option(
    '--predictions <file.jsonl>',
    'write every example with its hypothesis',
  );
  withCommonOptions(withEngineOptions(evaluate)).action((text: string, options: EvaluateOptions) =>
    withHistory(options, async (history) => {
      applyEngineSettings(options);
      const decoders = decodersOf(options.decoder);
      const job = evaluateJob(history, history.resolveRun(text), options.split, decoders);
      const file = options.predictions === undefined ? null : openPredictionsFile(options.predictions);
      try {
        const evaluations: EvaluatedPredictions[] = [];
        const show = progressListener(streams);
        await runInEngine(job, streams, new Recorder(history, job), (event) => {
          if (event.type === 'evaluation') evaluations.push(event);
          else show(event);
        });
        file?.write(evaluations);
        const summaries = evaluations.map(({ summary }) => summary);
        const document =
          options.decoder === 'both'
            ? Object.fromEntries(summaries.map((summary) => [summary.decoder, summary]))
            : summaries[0];
        printResult(streams, options.json === true, document, () => evaluationText(summaries));
      } finally {
        file?.discard();
      }
    }),
  );
}
