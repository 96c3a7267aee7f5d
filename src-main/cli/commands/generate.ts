import { type Command, InvalidArgumentError, Option } from 'commander';
import { REQUEST_SCHEMAS } from '../../../src-shared/contract/channels';
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import { UserError } from '../../../src-shared/domain/errors';
import type { Generation, Run } from '../../../src-shared/domain/run';
import { generateJob, type History } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { UsageError } from '../errors';
import { wholeNumber, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { type AskedExample, generationDocument, generationText } from '../reports/generation';

interface GenerateOptions extends EngineOptions {
  readonly beam: number;
  readonly example: readonly number[];
  readonly split: SplitName;
  readonly attention?: boolean;
  readonly faithfulness?: boolean;
  readonly tree?: boolean;
}

export function addGenerateCommand(program: Command, streams: Streams): void {
  const generate = program
    .command('generate')
    .description("write a function for each text with a run's best checkpoint")
    .argument('<run>', 'id, beginning of an id, or name')
    .argument('[text...]', 'docstrings')
    .addOption(
      new Option('--example <n>', 'the docstring of an evaluated example, by its number; may be repeated')
        .argParser((text: string, before: readonly number[]) => [...before, wholeNumber(text)])
        .default([], 'none'),
    )
    .addOption(new Option('--split <name>', 'whose examples').choices(SPLIT_NAMES).default('test'))
    .option('--beam <k>', 'keep K hypotheses (beam search); 1 is greedy', beamSize, 1)
    .option('--attention', 'show where each token looked, how sharply, and how much was looked at by then')
    .option('--faithfulness', 'with attention, mask each source token and show what that costs')
    .option('--tree', 'show what the search weighed, kept and pruned at every step');
  withCommonOptions(withEngineOptions(generate)).action(
    (text: string, texts: string[], options: GenerateOptions) => {
      if (texts.length + options.example.length === 0)
        throw new UsageError('generate needs a docstring, or an example of a split: --example N');
      return withHistory(options, async (history) => {
        applyEngineSettings(options);
        const run = history.resolveRun(text);
        const examples = askedExamples(history, run, options);
        const asked = [...texts.map(() => null), ...examples];
        const job = generateJob(history, [run], {
          texts: [...texts, ...examples.map(({ source }) => source)],
          beamSize: options.beam,
          attention: options.attention === true || options.faithfulness === true,
          faithfulness: options.faithfulness === true,
          tree: options.tree === true,
        });
        let generations: readonly Generation[] = [];
        const show = progressListener(streams);
        await runInEngine(job, streams, null, (event) => {
          if (event.type === 'generations') generations = event.generations;
          else show(event);
        });
        const answers = generations.map((generation, index) => ({ generation, example: asked[index] }));
        printResult(streams, options.json === true, answers.map(generationDocument), () =>
          answers.map(generationText).join('\n\n'),
        );
      });
    },
  );
}

/** @throws UserError for an example that no evaluation of the study has. */
function askedExamples(
  history: History,
  run: Run,
  { example, split }: Pick<GenerateOptions, 'example' | 'split'>,
): AskedExample[] {
  return example.map((index) => {
    const found = history.predictions.example(run.study, split, index);
    if (!found)
      throw new UserError(
        `No evaluation of the ${split} split has an example ${index} (the first is 0); ` +
          `evaluate it by: unroll evaluate ${run.id} --split ${split}`,
      );
    return { split, ...found };
  });
}

function beamSize(text: string): number {
  const parsed = REQUEST_SCHEMAS.generate.shape.beamSize.safeParse(Number(text));
  if (!parsed.success) throw new InvalidArgumentError('It must be a whole number from 1 to 64.');
  return parsed.data;
}
