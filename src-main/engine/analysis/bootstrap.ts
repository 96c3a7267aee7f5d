import type { Estimate } from '../../../src-shared/domain/analysis';
import { SeededRandom } from '../tensor/seeded-random';

/** As the design asks; the ends of an interval then rest on 25 values each. */
export const RESAMPLES = 1000;

/** Left out at each end of a 95% interval. */
const TAIL = 0.025;

type Interval = Pick<Estimate, 'low' | 'high'>;

/**
 * Positions of as many examples drawn with replacement, `RESAMPLES` times (Efron 1979). Seed, stream and count alone
 * decide them, so that runs resampled alike are paired. The array is the same each time: use it before the next.
 */
export function* drawResamples(examples: number, seed: number, stream: string): Generator<Int32Array> {
  const random = new SeededRandom(seed, `bootstrap:${stream}`);
  const drawn = new Int32Array(examples);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (let draw = 0; draw < examples; draw++) drawn[draw] = Math.floor(random.uniform() * examples);
    yield drawn;
  }
}

/**
 * The 95% percentile interval of resampled values. As many are left out at either end, so that negated values have the
 * negated interval. @throws RangeError without values
 */
export function percentileInterval(values: readonly number[]): Interval {
  if (values.length === 0) throw new RangeError('The interval of no values is not defined');
  const sorted = Float64Array.from(values).sort();
  const left = Math.floor(TAIL * sorted.length);
  return { low: sorted[left], high: sorted[sorted.length - 1 - left] };
}

/** The mean of at least one value with its bootstrap interval; the order of the values does not matter, to the last bit. */
export function bootstrapMean(values: readonly number[], seed: number, stream: string): Estimate {
  const sorted = Float64Array.from(values).sort();
  const means: number[] = [];
  for (const drawn of drawResamples(sorted.length, seed, stream)) {
    let sum = 0;
    for (const position of drawn) sum += sorted[position];
    means.push(sum / sorted.length);
  }
  return {
    value: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    ...percentileInterval(means),
  };
}
