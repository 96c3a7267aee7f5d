import type { Finding, RunEvidence } from '../../../../src-shared/domain/diagnosis';

/**
 * Looks at a run for one fault, or one family of faults. It says nothing where its evidence is missing, and it may be
 * asked while the run trains: then the epochs so far are all that there is.
 */
export type Rule = (evidence: RunEvidence) => readonly (Finding | null)[];

/** A share as text. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** The first item of the unbroken run of items at the end of which all satisfy a predicate; null where the last does not. */
export function since<Item>(items: readonly Item[], applies: (item: Item) => boolean): Item | null {
  const last = items.findLastIndex((item) => !applies(item));
  return items[last + 1] ?? null;
}
