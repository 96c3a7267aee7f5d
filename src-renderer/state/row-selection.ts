/** Choosing rows of a list as file managers do. Pure; rows are known by their ids, in the order of the list. */

export interface RowSelection {
  readonly chosen: ReadonlySet<string>;
  /** Where a choice of many began. */
  readonly anchor: string | null;
}

export const NOTHING_CHOSEN: RowSelection = { chosen: new Set(), anchor: null };

/** One more or one less. */
export function toggleRow({ chosen }: RowSelection, id: string): RowSelection {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return { chosen: next, anchor: id };
}

/** All rows from the anchor to this one, beside those that were chosen. */
export function extendTo(
  { chosen, anchor }: RowSelection,
  id: string,
  order: readonly string[],
): RowSelection {
  const [first, last] = [order.indexOf(anchor ?? id), order.indexOf(id)].toSorted(
    (one, other) => one - other,
  );
  if (first < 0) return toggleRow({ chosen, anchor }, id);
  return { chosen: new Set([...chosen, ...order.slice(first, last + 1)]), anchor: anchor ?? id };
}

/** All of these, or none where all of them are chosen. */
export function toggleAll({ chosen, anchor }: RowSelection, ids: readonly string[]): RowSelection {
  const all = ids.every((id) => chosen.has(id));
  const next = new Set(chosen);
  for (const id of ids)
    if (all) next.delete(id);
    else next.add(id);
  return { chosen: next, anchor };
}

/** Those that still are there. */
export function keepExisting(selection: RowSelection, existing: ReadonlySet<string>): RowSelection {
  const chosen = [...selection.chosen].filter((id) => existing.has(id));
  return chosen.length === selection.chosen.size ? selection : { ...selection, chosen: new Set(chosen) };
}
