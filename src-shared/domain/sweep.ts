/** Sweeps: the same study over several settings and seeds. Planning is pure, so that the form shows what a start would make. */
import {
  checkTogether,
  checkValue,
  CONFIGURATION_KEYS,
  type ConfigurationKeyName,
  type KeyKind,
  type RunConfiguration,
} from './configuration';

/** The values that a key takes in a sweep. */
export type SweptValues =
  | { readonly kind: 'list'; readonly values: readonly (string | number | boolean)[] }
  /** A grid takes `count` of them, evenly spaced on the scale, ends included; random search draws from all between. */
  | {
      readonly kind: 'range';
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly scale: 'linear' | 'log';
    };

export interface SweptKey {
  readonly key: ConfigurationKeyName;
  readonly values: SweptValues;
}

export interface SweepPlan {
  /** Every combination of values, or settings drawn at random (Bergstra and Bengio 2012). */
  readonly method: 'grid' | 'random';
  readonly keys: readonly SweptKey[];
  /** Settings that random search draws. */
  readonly samples: number;
  /** Of the draws. */
  readonly drawSeed: number;
  /** Every setting is trained with each of these as SEED. */
  readonly seeds: readonly number[];
}

/** A study of a sweep: its setting, counted from 0 as `planSettings` gives them, and its seed. */
export interface SweepStudy {
  readonly study: string;
  readonly setting: number;
  readonly seed: number;
}

export interface Sweep {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly plan: SweepPlan;
  readonly studies: readonly SweepStudy[];
}

/** Values of the swept keys. */
export type SweepSetting = Partial<RunConfiguration>;

/** More would be a mistake rather than a plan. */
export const MOST_SWEEP_STUDIES = 500;

/** How many settings in a row that were drawn before make the space count as exhausted. */
const MOST_REDRAWS = 10_000;

/** The settings of a plan, each once, in a fixed order that depends on the plan alone. */
export function planSettings(plan: SweepPlan): readonly SweepSetting[] {
  return plan.method === 'grid' ? gridSettings(plan.keys) : randomSettings(plan);
}

/** How many settings a plan has: those of its grid, of which random search draws no more than there are. */
export function countSettings(plan: SweepPlan): number {
  if (plan.method === 'random')
    return plan.keys.every(({ values }) => values.kind === 'list')
      ? Math.min(plan.samples, gridSize(plan))
      : plan.samples;
  return gridSize(plan);
}

function gridSize(plan: SweepPlan): number {
  return plan.keys.reduce((product, { key, values }) => product * gridValues(key, values).length, 1);
}

/** What keeps a plan from being started, in words; null when nothing does. */
export function sweepProblem(plan: SweepPlan, base: RunConfiguration): string | null {
  if (plan.keys.length === 0) return 'Choose at least one key to sweep.';
  const keyProblem = plan.keys.map(sweptKeyProblem).find((problem) => problem !== null);
  if (keyProblem) return keyProblem;
  if (new Set(plan.keys.map(({ key }) => key)).size < plan.keys.length) return 'Each key can be swept once.';
  const seedProblem = seedsProblem(plan.seeds);
  if (seedProblem !== null) return seedProblem;
  if (plan.method === 'random' && !(Number.isInteger(plan.samples) && plan.samples >= 1))
    return 'The number of random settings must be a whole number from 1.';
  const studies = countSettings(plan) * plan.seeds.length;
  if (studies > MOST_SWEEP_STUDIES)
    return `These are ${studies} studies; a sweep has at most ${MOST_SWEEP_STUDIES}.`;
  for (const setting of planSettings(plan)) {
    const [problem] = checkTogether({ ...base, ...setting });
    if (problem) return `${describeSetting(setting)}: ${problem.message}.`;
  }
  return null;
}

/** What is wrong with the values of one key, in words; null when nothing is. */
export function sweptKeyProblem({ key, values }: SweptKey): string | null {
  if (key === 'SEED') return 'SEED is not swept; give the seeds below.';
  if (values.kind === 'list') {
    if (values.values.length === 0) return `Give ${key} at least one value.`;
    const problem = values.values.map((value) => checkValue(key, value)).find((found) => found !== null);
    return problem ? `${problem.message}.` : null;
  }
  const { from, to, count, scale } = values;
  const { type } = CONFIGURATION_KEYS[key].kind;
  if (type !== 'integer' && type !== 'number') return `${key} has no range; choose its values.`;
  const problem = checkValue(key, from) ?? checkValue(key, to);
  if (problem) return `${problem.message}.`;
  if (from >= to) return `${key}: the range must end above where it begins.`;
  if (scale === 'log' && from <= 0) return `${key}: a logarithmic range must begin above 0.`;
  if (!Number.isInteger(count) || count < 2 || count > MOST_SWEEP_STUDIES)
    return `${key}: a range has 2 to ${MOST_SWEEP_STUDIES} values.`;
  return null;
}

function seedsProblem(seeds: readonly number[]): string | null {
  if (seeds.length === 0) return 'Give at least one seed.';
  const problem = seeds.map((seed) => checkValue('SEED', seed)).find((found) => found !== null);
  if (problem) return `${problem.message}.`;
  return new Set(seeds).size < seeds.length ? 'A seed is given twice.' : null;
}

/** The values that a grid has of a key, each once. */
export function gridValues(
  key: ConfigurationKeyName,
  values: SweptValues,
): readonly (string | number | boolean)[] {
  if (values.kind === 'list') return [...new Set(values.values)];
  const { from, to, count, scale } = values;
  const points = Array.from({ length: count }, (_, index) =>
    pointBetween(from, to, scale, count === 1 ? 0 : index / (count - 1)),
  );
  return [...new Set(points.map((point) => asValueOf(CONFIGURATION_KEYS[key].kind, point, from, to)))];
}

function gridSettings(keys: readonly SweptKey[]): readonly SweepSetting[] {
  return keys.reduce<readonly SweepSetting[]>(
    (settings, { key, values }) =>
      settings.flatMap((setting) => gridValues(key, values).map((value) => ({ ...setting, [key]: value }))),
    [{}],
  );
}

function randomSettings({ keys, samples, drawSeed }: SweepPlan): readonly SweepSetting[] {
  const random = mulberry32(drawSeed);
  const found = new Map<string, SweepSetting>();
  for (let redraws = 0; found.size < samples && redraws < MOST_REDRAWS; redraws++) {
    const setting = Object.fromEntries(keys.map(({ key, values }) => [key, drawValue(key, values, random)]));
    const text = JSON.stringify(setting);
    if (found.has(text)) continue;
    found.set(text, setting);
    redraws = -1;
  }
  return [...found.values()];
}

function drawValue(key: ConfigurationKeyName, values: SweptValues, random: () => number) {
  if (values.kind === 'list') return values.values[Math.floor(random() * values.values.length)];
  const { from, to, scale } = values;
  return asValueOf(CONFIGURATION_KEYS[key].kind, pointBetween(from, to, scale, random()), from, to);
}

function pointBetween(from: number, to: number, scale: 'linear' | 'log', share: number): number {
  return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
}

/** As few digits as tell the values of a sweep apart, within the ends. */
function asValueOf(kind: KeyKind, point: number, from: number, to: number): number {
  const value = kind.type === 'integer' ? Math.round(point) : Number(point.toPrecision(3));
  return Math.min(to, Math.max(from, value));
}

/** A small generator of uniform numbers from 0 to 1 (Mulberry32), the same everywhere for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `LEARNING_RATE 0.003, HIDDEN_DIM 256`. */
export function describeSetting(setting: SweepSetting): string {
  return Object.entries(setting)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');
}
