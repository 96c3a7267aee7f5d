/** Words for what a parity certificate showed. */
import type { ParityReport } from '../domain/import';
import { formatCountOf, formatMagnitude } from './numbers';

/** The badge's few words, and a sentence. */
export function describeParity({ agrees, probes, largestDifference, firstDifference }: ParityReport): {
  readonly label: string;
  readonly detail: string;
} {
  const ran = `${formatCountOf(probes, 'probe')} of its certificate ran again`;
  if (agrees)
    return {
      label: 'Equals PyTorch',
      detail: `${ran}; no logit differs by more than ${differenceOf(largestDifference)}.`,
    };
  const where = firstDifference
    ? `the first layer that differs is ${firstDifference.layer} (by ${differenceOf(firstDifference.difference)})`
    : `a logit differs by ${differenceOf(largestDifference)}`;
  return {
    label: firstDifference ? `Differs at ${firstDifference.layer}` : 'Differs from PyTorch',
    detail: `${ran}; ${where}.`,
  };
}

function differenceOf(difference: number | null): string {
  return difference === null ? 'more than any number' : formatMagnitude(difference);
}
