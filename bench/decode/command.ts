import type { Architecture } from '../../src-shared/domain/architecture';
import { benchmark, eachArchitecture, withOnlyOption } from '../benchmark';
import { wholeNumber } from '../options';
import { decodeBenchmark, type DecodeOptions, type DecodeResult } from './decode-benchmark';
import { decodesMarkdown } from './decode-report';

interface DecodeCommandOptions extends DecodeOptions {
  readonly only?: Architecture;
}

/** Greedy and beam search over a test split, in batches and one sentence at a time. */
export const decode = benchmark<DecodeCommandOptions, DecodeResult>({
  name: 'decode',
  description: 'greedy and beam search against PyTorch, in batches and one sentence at a time',
  addOptions: (command) =>
    withOnlyOption(command)
      .option('--data <source>', 'as for a study; its test split is decoded', 'synthetic:14000')
      .option('--examples <count>', 'sentences', wholeNumber(1), 1500)
      .option('--training-steps <count>', 'steps that the model is trained before', wholeNumber(0), 150)
      .option('--sample <count>', 'sentences of who decodes one at a time', wholeNumber(1), 20)
      .option('--compared <count>', 'hypotheses compared with ours one at a time', wholeNumber(1), 300)
      .option('--rounds <count>', 'timed rounds, after one of the sample', wholeNumber(1), 5),
  measure: ({ only, ...options }, progress) =>
    eachArchitecture(only, progress, (architecture, tell) => decodeBenchmark(architecture, options, tell)),
  keyOf: ({ architecture }) => architecture,
  markdown: decodesMarkdown,
});
