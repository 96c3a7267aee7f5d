import type { Command } from 'commander';
import { printResult, type Streams } from '../../src-main/cli/output';
import { ARCHITECTURES, type Architecture } from '../../src-shared/domain/architecture';
import { architectureOption, wholeNumber } from '../options';
import { keepResults, withWriteOption } from '../report/command';
import { decodeBenchmark, type DecodeOptions, type DecodeResult } from './decode-benchmark';
import { decodesMarkdown } from './decode-report';

interface DecodeCommandOptions extends Omit<DecodeOptions, 'architecture'> {
  readonly only?: Architecture;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** `decode`: greedy and beam search over a test split, in batches and one sentence at a time. */
export function addDecodeCommand(program: Command, streams: Streams): void {
  const decode = program
    .command('decode')
    .description('greedy and beam search against PyTorch in batches and one sentence at a time')
    .addOption(architectureOption('--only <architecture>', 'one model instead of all three'))
    .option('--data <source>', 'as for a study; its test split is decoded', 'synthetic:14000')
    .option('--examples <count>', 'sentences', wholeNumber(1), 1500)
    .option('--training-steps <count>', 'steps that the model is trained before', wholeNumber(0), 150)
    .option('--sample <count>', 'sentences of who decodes one at a time', wholeNumber(1), 20)
    .option('--rounds <count>', 'timed rounds, after one that is not', wholeNumber(1), 3)
    .option('--json', 'print one JSON document on standard output');
  withWriteOption(decode).action(async ({ only, write, json, ...options }: DecodeCommandOptions) => {
    const results: DecodeResult[] = [];
    for (const architecture of only ? [only] : ARCHITECTURES)
      results.push(
        await decodeBenchmark({ ...options, architecture }, (line) =>
          streams.stderr.write(`${architecture}: ${line}\n`),
        ),
      );
    printResult(streams, json === true, results, () => decodesMarkdown(results));
    if (write)
      keepResults(
        Object.fromEntries(results.map((result) => [`decode-${result.options.architecture}`, result])),
        streams,
      );
  });
}
