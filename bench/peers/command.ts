import { type Command, Option } from 'commander';
import { printResult, type Streams } from '../../src-main/cli/output';
import { ARCHITECTURES, type Architecture } from '../../src-shared/domain/architecture';
import { architectureOption, wholeNumber } from '../options';
import { CONTESTANTS, contestantProgram, type ContestantName } from './contestants';
import { race, type RaceResult } from './race';
import { raceText } from './race-table';

interface PeersOptions {
  readonly only?: Architecture;
  readonly rounds: number;
  readonly contestants: readonly ContestantName[];
  readonly json?: boolean;
}

/** `peers`: the same training steps by every contestant, in turn. */
export function addPeersCommand(program: Command, streams: Streams): void {
  program
    .command('peers')
    .description('our optimisation step against PyTorch and TensorFlow.js, taking turns step by step')
    .addOption(architectureOption('--only <architecture>', 'one model instead of all three'))
    .option('--rounds <count>', 'timed steps of each, after two that are not', wholeNumber(1), 9)
    .addOption(
      new Option('--contestants <names...>', 'who takes part')
        .choices(CONTESTANTS)
        .default(CONTESTANTS, 'all'),
    )
    .option('--json', 'print one JSON document on standard output')
    .action(async ({ only, rounds, contestants, json }: PeersOptions) => {
      const python = process.env['UNROLL_BENCH_PYTHON'] ?? 'python3';
      const races: RaceResult[] = [];
      for (const architecture of only ? [only] : ARCHITECTURES) {
        const programs = contestants.map((name) => [name, contestantProgram(name, python)] as const);
        races.push(await race(architecture, programs, rounds, (line) => streams.stderr.write(`${line}\n`)));
      }
      printResult(streams, json === true, races, () => races.map(raceText).join('\n\n'));
    });
}
