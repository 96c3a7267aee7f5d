import { type Command, Option } from 'commander';
import { printResult, type Streams } from '../../src-main/cli/output';
import { ARCHITECTURES, type Architecture } from '../../src-shared/domain/architecture';
import { architectureOption, wholeNumber } from '../options';
import { CONTESTANTS, type ContestantName } from './contestants';
import { race, type RaceResult } from './race';
import { keepResults, withWriteOption } from '../report/command';
import { racesMarkdown } from './race-report';

interface PeersOptions {
  readonly only?: Architecture;
  readonly rounds: number;
  readonly contestants: readonly ContestantName[];
  readonly write?: boolean;
  readonly json?: boolean;
}

/** `peers`: the same training steps by every contestant, in turn. */
export function addPeersCommand(program: Command, streams: Streams): void {
  const peers = program
    .command('peers')
    .description('our optimisation step against PyTorch and TensorFlow.js, taking turns step by step')
    .addOption(architectureOption('--only <architecture>', 'one model instead of all three'))
    .option('--rounds <count>', 'timed steps of each, after two that are not', wholeNumber(1), 9)
    .addOption(
      new Option('--contestants <names...>', 'who takes part')
        .choices(CONTESTANTS)
        .default(CONTESTANTS, 'all'),
    )
    .option('--json', 'print one JSON document on standard output');
  withWriteOption(peers).action(async ({ only, rounds, contestants, write, json }: PeersOptions) => {
    const races: RaceResult[] = [];
    for (const architecture of only ? [only] : ARCHITECTURES) {
      races.push(await race(architecture, contestants, rounds, (line) => streams.stderr.write(`${line}\n`)));
    }
    printResult(streams, json === true, races, () => racesMarkdown(races));
    if (write)
      keepResults(Object.fromEntries(races.map((race) => [`peers-${race.architecture}`, race])), streams);
  });
}
