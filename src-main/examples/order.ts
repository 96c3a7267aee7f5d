import type { ExampleSort } from '../../src-shared/domain/example-sort';
import { bleuOf } from './conditions';
import type { HeldEvaluation } from './held-predictions';

/** The value by which an example is sorted; not a number where it is not known. */
export type SortValue = (position: number) => number;

/** By what a sort puts examples into order. */
export function sortValue({ by, runs }: ExampleSort, evaluations: readonly HeldEvaluation[]): SortValue {
  const answers = evaluations.find(({ stored }) => stored.run === runs[0])?.answers;
  switch (by) {
    case 'index':
      return (position) => position;
    case 'length':
      return (position) => known(evaluations[0]?.texts.lengths[position]);
    case 'score':
      return (position) => answers?.bleu[position] ?? Number.NaN;
    case 'difference': {
      const [first, second] = runs.map((run) => bleuOf(run, evaluations));
      return (position) => first[position] - second[position];
    }
    case 'spread':
      return (position) => spread(evaluations, position);
    case 'log-probability':
      return (position) => answers?.logProbability[position] ?? Number.NaN;
    case 'divergence':
      return (position) => known(answers?.divergence[position]);
  }
}

/** Columns of whole numbers hold -1 for what is not known. */
function known(value: number | undefined): number {
  return value === undefined || value < 0 ? Number.NaN : value;
}

function spread(evaluations: readonly HeldEvaluation[], position: number): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { answers } of evaluations) {
    const score = answers.bleu[position];
    if (score < low) low = score;
    if (score > high) high = score;
  }
  return high - low;
}

/** Positions in the order of a sort; what is not known comes last, equals stay as in the split. */
export function sortPositions(positions: Int32Array, value: SortValue, descending: boolean): Int32Array {
  const values = Float64Array.from(positions, value);
  const sign = descending ? -1 : 1;
  const places = Uint32Array.from(positions, (_, place) => place).sort((first, second) => {
    const [one, other] = [values[first], values[second]];
    const [hasOne, hasOther] = [Number.isFinite(one), Number.isFinite(other)];
    if (hasOne !== hasOther) return hasOne ? -1 : 1;
    return (hasOne && sign * (one - other)) || first - second;
  });
  return Int32Array.from(places, (place) => positions[place]);
}
