import { Option } from 'commander';
import type { Architecture } from '../../src-shared/domain/architecture';
import { benchmark, eachArchitecture, withOnlyOption } from '../benchmark';
import { wholeNumber } from '../options';
import { CONTESTANTS, type ContestantName } from './contestants';
import { race, type RaceResult } from './race';
import { racesMarkdown } from './race-report';

interface PeersOptions {
  readonly only?: Architecture;
  readonly rounds: number;
  readonly contestants: readonly ContestantName[];
}

/** The padded expert differs from the expert by its output layer alone, and takes part on request. */
const FIELD = CONTESTANTS.filter((name) => name !== 'padded-expert');

/** The same training steps by every contestant, in turn. */
export const peers = benchmark<PeersOptions, RaceResult>({
  name: 'peers',
  description: 'our optimisation step against PyTorch and TensorFlow.js, taking turns step by step',
  addOptions: (command) =>
    withOnlyOption(command)
      .option('--rounds <count>', 'turns of each, with two timed steps in a turn', wholeNumber(1), 5)
      .addOption(
        new Option('--contestants <names...>', 'who takes part').choices(CONTESTANTS).default(FIELD),
      ),
  measure: ({ only, rounds, contestants }, progress) =>
    eachArchitecture(only, progress, (architecture, tell) => race(architecture, contestants, rounds, tell)),
  keyOf: ({ architecture }) => architecture,
  markdown: racesMarkdown,
});
