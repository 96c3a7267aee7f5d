import { ARCHITECTURES } from '../../../src-shared/domain/architecture';
import type { StudyItem } from './item';

const SEEDS = [43, 44] as const;

/** Half of the examples: what time allows. */
const SEED_SIZES = { TRAIN_SIZE: 5000, VAL_SIZE: 750, TEST_SIZE: 750 } as const;

export const seeds = ARCHITECTURES.flatMap((architecture) =>
  SEEDS.map((SEED): StudyItem => ({
    name: `seed-${SEED}-${architecture}`,
    part: 'seed',
    collection: 'github',
    architecture,
    preset: 'recommended',
    over: null,
    settings: { SEED, ...SEED_SIZES },
  })),
);
