import type { Architecture } from '../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { StudyItem } from './item';
import { seeds } from './seeds';

/** Tried so that attention's perplexity be below the LSTM's; the first of the seeds stands beside them. */
const TRIALS: readonly { name: string; of: readonly Architecture[]; settings: Partial<RunConfiguration> }[] =
  [
    { name: 'teacher', of: ['lstm-attention', 'lstm'], settings: { TEACHER_FORCING_END: 1 } },
    { name: 'projection', of: ['lstm-attention'], settings: { ENCODER_PROJECTION: true } },
    { name: 'dropout', of: ['lstm-attention'], settings: { DROPOUT: 0.4 } },
  ];

export const trials: readonly StudyItem[] = TRIALS.flatMap(({ name, of, settings }) =>
  of.map((architecture): StudyItem => {
    const base = seeds.find((item) => item.architecture === architecture)!;
    return {
      ...base,
      ...{ name: `trial-${name}-${architecture}`, part: 'trial', over: base.name },
      settings: { ...base.settings, ...settings },
    };
  }),
);
