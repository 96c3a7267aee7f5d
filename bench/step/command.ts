import type { Command } from 'commander';
import { decimal, formatPairs, whole } from '../../src-main/cli/table';
import { printResult, type Streams } from '../../src-main/cli/output';
import type { Architecture } from '../../src-shared/domain/architecture';
import { architectureOption, wholeNumber } from '../options';
import { SPECIFIED_SIZES, type StepSizes } from '../workload/sizes';
import { stepBenchmark, type StepReport } from './step-benchmark';

interface StepOptions extends StepSizes {
  readonly architecture: Architecture;
  readonly steps: number;
  readonly json?: boolean;
}

/** `step`: the time of our optimisation step at any size. */
export function addStepCommand(program: Command, streams: Streams): void {
  const step = program
    .command('step')
    .description('our optimisation step on synthetic batches: median time, tokens a second, peak memory')
    .addOption(architectureOption('--architecture <name>', 'which model').makeOptionMandatory());
  withSizeOptions(step)
    .option('--steps <count>', 'timed steps, after two that are not', wholeNumber(1), 10)
    .option('--json', 'print one JSON document on standard output')
    .action(async ({ architecture, steps, json, ...sizes }: StepOptions) => {
      const report = await stepBenchmark(architecture, sizes, steps);
      printResult(streams, json === true, report, () => stepText(report));
    });
}

function withSizeOptions(command: Command): Command {
  const { batch, source, target, vocabulary, hidden } = SPECIFIED_SIZES;
  return command
    .option('--batch <sentences>', 'sentences of a batch', wholeNumber(1), batch)
    .option('--source <tokens>', 'longest source', wholeNumber(2), source)
    .option('--target <tokens>', 'longest target', wholeNumber(2), target)
    .option('--vocabulary <tokens>', 'size of each vocabulary', wholeNumber(5), vocabulary)
    .option('--hidden <units>', 'units of embeddings and hidden states', wholeNumber(1), hidden);
}

function stepText(report: StepReport): string {
  return formatPairs([
    ['Architecture', report.architecture],
    ['Seconds per step', decimal(report.secondsPerStep, 3)],
    ['Target tokens per second', whole(Math.round(report.targetTokensPerSecond))],
    ['Loss of the last step', decimal(report.loss, 4)],
    ['Peak memory', `${whole(Math.round(report.peakMemoryBytes / 1e6))} MB`],
  ]);
}
