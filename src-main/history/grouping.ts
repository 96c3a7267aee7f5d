/** Rows by a key, in the order in which they come. (`Map.groupBy` needs a newer Node than Electron carries.) */
export function groupBy<Row>(
  rows: readonly Row[],
  key: (row: Row) => string | number,
): Map<string | number, Row[]> {
  const groups = new Map<string | number, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
