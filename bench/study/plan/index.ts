import { ARCHITECTURES } from '../../../src-shared/domain/architecture';
import type { PresetName } from '../../../src-shared/domain/configuration';
import { ablations } from './ablations';
import type { StudyItem } from './item';
import { seeds } from './seeds';
import { trials } from './trials';

export * from './item';

const CSN_SIZES = { TRAIN_SIZE: 7000, VAL_SIZE: 800, TEST_SIZE: 800 } as const;

const full = (preset: PresetName): StudyItem[] =>
  ARCHITECTURES.map((architecture) => ({
    name: `github-${preset}-${architecture}`,
    part: 'full',
    collection: 'github',
    architecture,
    preset,
    settings: {},
    over: null,
  }));

const withDocstring = (preset: PresetName): StudyItem => ({
  name: `csn-${preset}-lstm-attention`,
  part: 'full',
  collection: 'csn',
  architecture: 'lstm-attention',
  preset,
  settings: CSN_SIZES,
  over: null,
});

/** Everything that the study consists of, in the order in which it is trained. */
export const PLAN: readonly StudyItem[] = [
  ...ablations,
  ...full('recommended'),
  ...full('notebook'),
  withDocstring('recommended'),
  withDocstring('notebook'),
  ...seeds,
  ...trials,
];
