import { type Command, InvalidArgumentError } from 'commander';
import { REQUEST_SCHEMAS } from '../../../src-shared/contract/channels';
import type { Generation } from '../../../src-shared/domain/run';
import { generateJob } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { generationText } from '../reports/generation';

interface GenerateOptions extends EngineOptions {
  readonly beam: number;
  readonly attention?: boolean;
}

export function addGenerateCommand(program: Command, streams: Streams): void {
  const generate = program
    .command('generate')
    .description("write a function for each text with a run's best checkpoint")
    .argument('<run>', 'id, beginning of an id, or name')
    .argument('<text...>', 'docstrings')
    .option('--beam <k>', 'keep K hypotheses (beam search); 1 is greedy', beamSize, 1)
    .option('--attention', 'show where each token looked');
  withCommonOptions(withEngineOptions(generate)).action(
    (text: string, texts: string[], options: GenerateOptions) =>
      withHistory(options, async (history) => {
        applyEngineSettings(options);
        const job = generateJob(history, [history.resolveRun(text)], {
          texts,
          beamSize: options.beam,
          attention: options.attention === true,
        });
        let generations: readonly Generation[] = [];
        const show = progressListener(streams);
        await runInEngine(job, streams, null, (event) => {
          if (event.type === 'generations') generations = event.generations;
          else show(event);
        });
        printResult(streams, options.json === true, generations, () =>
          generations.map(generationText).join('\n\n'),
        );
      }),
  );
}

function beamSize(text: string): number {
  const parsed = REQUEST_SCHEMAS.generate.shape.beamSize.safeParse(Number(text));
  if (!parsed.success) throw new InvalidArgumentError('It must be a whole number from 1 to 64.');
  return parsed.data;
}
