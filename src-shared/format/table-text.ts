/** A table of what a chart or view shows, as text for other programs. */

export interface DataTable {
  /** What the table holds, in a few words; also the name of its file. */
  readonly title: string;
  readonly columns: readonly string[];
  /** As many cells as columns; null where there is no value. */
  readonly rows: readonly (readonly DataCell[])[];
}

export type DataCell = string | number | null;

/** RFC 4180: lines end in CRLF, cells with commas, quotes or line breaks are quoted. */
export function toCsv({ columns, rows }: DataTable): string {
  return [columns, ...rows].map((row) => `${row.map((cell) => csvCell(cell)).join(',')}\r\n`).join('');
}

/** GitHub's Markdown; columns of numbers are aligned to the right, fractions rounded to four digits. */
export function toMarkdown(table: DataTable): string {
  const rule = table.columns.map((_, column) => (isNumeric(table, column) ? '---:' : '---'));
  const line = (cells: readonly DataCell[]) => `| ${cells.map(markdownCell).join(' | ')} |\n`;
  return [line(table.columns), `| ${rule.join(' | ')} |\n`, ...table.rows.map(line)].join('');
}

/** A `tabular` environment with the rules of booktabs; fractions rounded to four digits. */
export function toLatex(table: DataTable): string {
  const alignment = table.columns.map((_, column) => (isNumeric(table, column) ? 'r' : 'l')).join('');
  const line = (cells: readonly DataCell[]) => `  ${cells.map(latexCell).join(' & ')} \\\\\n`;
  return [
    `% ${table.title}; needs \\usepackage{booktabs}\n`,
    `\\begin{tabular}{${alignment}}\n  \\toprule\n`,
    line(table.columns),
    '  \\midrule\n',
    ...table.rows.map(line),
    '  \\bottomrule\n\\end{tabular}\n',
  ].join('');
}

function isNumeric({ rows }: DataTable, column: number): boolean {
  const cells = rows.map((row) => row[column]).filter((cell) => cell !== null);
  return cells.length > 0 && cells.every((cell) => typeof cell === 'number');
}

function textOf(cell: DataCell): string {
  return cell === null ? '' : String(cell);
}

/** Digits that a reader needs of a number; CSV, for programs, has all. */
const PRINTED_DIGITS = 4;

function printedText(cell: DataCell): string {
  const isFraction = typeof cell === 'number' && Number.isFinite(cell) && !Number.isInteger(cell);
  if (!isFraction) return textOf(cell);
  // Digits before the point are never cut.
  const whole = Math.trunc(Math.abs(cell)).toString().length;
  return String(Number(cell.toPrecision(Math.max(PRINTED_DIGITS, whole))));
}

function csvCell(cell: DataCell): string {
  const text = textOf(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function markdownCell(cell: DataCell): string {
  return printedText(cell)
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replace(/\s*\n\s*/g, ' ');
}

const LATEX_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
};

function latexCell(cell: DataCell): string {
  return printedText(cell)
    .replace(/[\\~^<>{}$&#_%]/g, (character) => LATEX_ESCAPES[character] ?? `\\${character}`)
    .replace(/\s*\n\s*/g, ' ');
}
