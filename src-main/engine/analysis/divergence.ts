/**
 * The first position, from 0, at which a hypothesis does not go on as its reference does: another token, or the end of
 * one list only. Null when they are equal.
 */
export function firstDivergence(hypothesis: readonly string[], reference: readonly string[]): number | null {
  const shorter = Math.min(hypothesis.length, reference.length);
  for (let position = 0; position < shorter; position++)
    if (hypothesis[position] !== reference[position]) return position;
  return hypothesis.length === reference.length ? null : shorter;
}
