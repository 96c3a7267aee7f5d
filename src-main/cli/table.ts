/** Columns of nothing else stand to the right. */
const NUMBER_OR_EMPTY = /^([-\d.,]+%?)?$/;

export type Cell = string | number | null;

/** Columns aligned by spaces; numbers to the right, and a dash for what is not known. */
export function formatTable(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [titles, ...rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))];
  const widths = titles.map((_, column) => Math.max(...texts.map((row) => row[column].length)));
  const rightAligned = titles.map((_, column) =>
    rows.every((row) => NUMBER_OR_EMPTY.test(String(row[column] ?? ''))),
  );
  return texts
    .map((row) =>
      row
        .map((text, column) =>
          rightAligned[column] ? text.padStart(widths[column]) : text.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `Label: value` lines with the values under each other. */
export function formatPairs(pairs: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...pairs.map(([label]) => label.length)) + 1;
  return pairs.map(([label, value]) => `${`${label}:`.padEnd(width)} ${value ?? '–'}`).join('\n');
}

/** A whole number with thousands separated; null for what is not known, which is no number. */
export function whole(value: number | null): string | null {
  return value === null || Number.isNaN(value) ? null : value.toLocaleString('en-GB');
}

/** A number with a fixed count of decimals; null for what is not known, which is no number. */
export function decimal(value: number | null, digits = 2): string | null {
  return value === null || Number.isNaN(value) ? null : value.toFixed(digits);
}
