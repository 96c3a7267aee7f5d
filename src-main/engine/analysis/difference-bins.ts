import { type DifferenceBin, SAME_SCORE } from '../../../src-shared/domain/run-comparison';

const LARGEST = 100;
const WIDTH = 10;
/** Bins on either side of no difference. */
const SIDE = LARGEST / WIDTH;

/**
 * Counts differences of scores from -100 to 100 in tens, those of (almost) nothing by themselves in the middle: most
 * examples have the same score, and would hide small gains and losses in a bin around zero.
 */
export function differenceBins(differences: readonly number[]): DifferenceBin[] {
  const counts = new Array<number>(2 * SIDE + 1).fill(0);
  for (const difference of differences) counts[placeOf(difference)]++;
  return counts.map((examples, place) => {
    const side = place - SIDE;
    const ends = [Math.max(0, Math.abs(side) - 1) * WIDTH, Math.abs(side) * WIDTH];
    const [low, high] = side < 0 ? [-ends[1], -ends[0]] : ends;
    return { low: low || 0, high: high || 0, examples };
  });
}

/** Of 21 bins from the greatest loss to the greatest gain; 10 is no difference. */
function placeOf(difference: number): number {
  if (Math.abs(difference) <= SAME_SCORE) return SIDE;
  const steps = Math.min(SIDE, Math.max(1, Math.ceil((Math.abs(difference) - SAME_SCORE) / WIDTH)));
  return SIDE + Math.sign(difference) * steps;
}
