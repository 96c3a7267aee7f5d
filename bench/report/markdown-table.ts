export type Cell = string | number | null;

/** Columns whose cells are numbers (or nothing) stand to the right. */
const NUMERIC = /^([-–]|[<≈]? ?-?[\d,.]+( ?(x|%|s|min|MB|GB))?)$/;
const SHORTEST_COLUMN = 3;

/** A Markdown table, aligned as Prettier aligns it, so that it reads well on a terminal too. A dash for what is not known. */
export function markdownTable(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))));
  const columns = titles.map((title, column) => {
    const cells = texts.map((row) => row[column]);
    return {
      width: Math.max(SHORTEST_COLUMN, title.length, ...cells.map((cell) => cell.length)),
      numeric: cells.every((cell) => NUMERIC.test(cell)),
    };
  });
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => pad(cell, columns[column])).join(' | ')} |`;
  const rule = columns.map(({ width, numeric }) =>
    numeric ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(titles), `| ${rule.join(' | ')} |`, ...texts.map(line)].join('\n');
}

function pad(text: string, { width, numeric }: { width: number; numeric: boolean }): string {
  return numeric ? text.padStart(width) : text.padEnd(width);
}
