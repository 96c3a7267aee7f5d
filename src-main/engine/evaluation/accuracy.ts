import { detokenise } from './detokenise';

/** How many of the reference's positions hold the same token in the hypothesis. */
export function matchingPositions(hypothesis: readonly string[], reference: readonly string[]): number {
  return reference.filter((token, position) => hypothesis[position] === token).length;
}

/**
 * Percent of the reference's positions at which the hypothesis has the same token. An empty reference is met (100)
 * by an empty hypothesis only.
 */
export function tokenAccuracy(hypothesis: readonly string[], reference: readonly string[]): number {
  if (reference.length === 0) return hypothesis.length === 0 ? 100 : 0;
  return (100 * matchingPositions(hypothesis, reference)) / reference.length;
}

/** Percent of the positions of all references, so that a long reference counts for more than a short one. */
export function corpusTokenAccuracy(
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
): number {
  let matching = 0;
  let positions = 0;
  references.forEach((reference, index) => {
    matching += matchingPositions(hypotheses[index], reference);
    positions += reference.length;
  });
  return positions === 0 ? exactMatchRate(hypotheses, references) : (100 * matching) / positions;
}

/** Whether both token lists are equal. */
export function exactMatch(hypothesis: readonly string[], reference: readonly string[]): boolean {
  return (
    hypothesis.length === reference.length &&
    reference.every((token, position) => hypothesis[position] === token)
  );
}

/** Whether both token lists stand for the same text, white space folded. */
export function exactMatchText(hypothesis: readonly string[], reference: readonly string[]): boolean {
  return detokenise(hypothesis) === detokenise(reference);
}

/** Percent of examples that match; 0 for no example at all. */
export function exactMatchRate(
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
  matches: (hypothesis: readonly string[], reference: readonly string[]) => boolean = exactMatch,
): number {
  if (references.length === 0) return 0;
  const matching = references.filter((reference, index) => matches(hypotheses[index], reference)).length;
  return (100 * matching) / references.length;
}
