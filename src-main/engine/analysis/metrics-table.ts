import {
  METRIC_NAMES,
  METRIC_TITLES,
  type Comparison,
  type Estimate,
} from '../../../src-shared/domain/analysis';

export const TABLE_FORMATS = ['csv', 'markdown', 'latex'] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];

type MetricsTable = Pick<Comparison, 'runs' | 'intervals' | 'examples'>;

const WRITERS: Readonly<Record<TableFormat, (table: MetricsTable) => string>> = {
  csv: metricsAsCsv,
  markdown: metricsAsMarkdown,
  latex: metricsAsLatex,
};

/** The metrics of runs side by side with their 95% intervals; ends with a line feed. */
export function metricsTable(table: MetricsTable, format: TableFormat): string {
  return WRITERS[format](table);
}

/** RFC 4180, but for its line ends: numbers unrounded, the ends of intervals in columns of their own. */
function metricsAsCsv({ runs }: MetricsTable): string {
  const titles = ['run', ...METRIC_NAMES.flatMap((metric) => [metric, `${metric}Low`, `${metric}High`])];
  const rows = runs.map(({ run, metrics }) => [
    run,
    ...METRIC_NAMES.flatMap((metric) => {
      const { value, low, high } = metrics[metric];
      return [value, low, high].map(String);
    }),
  ]);
  return lines([titles, ...rows].map((row) => row.map(escapeCsv).join(',')));
}

function escapeCsv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table of GitHub's Markdown, and a sentence on the intervals. */
function metricsAsMarkdown(table: MetricsTable): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return lines([
    row(titles()),
    row(['---', ...METRIC_NAMES.map(() => '---:')]),
    ...cells(table, escapeMarkdown).map(row),
    '',
    intervalNote(table),
  ]);
}

/** Everything that has a meaning inside of a line. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~&$]/g, '\\$&');
}

/** A `tabular` that needs no package, after a comment on the intervals. */
function metricsAsLatex(table: MetricsTable): string {
  const row = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`;
  return lines([
    `% ${intervalNote(table)}`,
    `\\begin{tabular}{l${'r'.repeat(METRIC_NAMES.length)}}`,
    '\\hline',
    row(titles()),
    '\\hline',
    ...cells(table, escapeLatex).map(row),
    '\\hline',
    '\\end{tabular}',
  ]);
}

/** `[` and `*` would belong to the line break of the row above, a quote to a language's shorthands. */
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '{\\char34}',
  '[': '{[}',
  '*': '{*}',
};

/** Two hyphens would be drawn as one dash. */
function escapeLatex(text: string): string {
  return text
    .replace(/[\\~^<>|"[*{}$&#%_]/g, (character) => LATEX[character] ?? `\\${character}`)
    .replace(/-(?=-)/g, '-{}');
}

function titles(): string[] {
  return ['Run', ...METRIC_NAMES.map((metric) => METRIC_TITLES[metric])];
}

function cells({ runs }: MetricsTable, escape: (text: string) => string): string[][] {
  return runs.map(({ run, metrics }) => [
    escape(run.replace(/\s+/g, ' ').trim()),
    ...METRIC_NAMES.map((metric) => formatEstimate(metrics[metric])),
  ]);
}

function formatEstimate({ value, low, high }: Estimate): string {
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function intervalNote({ examples, intervals }: MetricsTable): string {
  const { method, resamples, seed } = intervals;
  return `${examples} examples; in brackets 95% intervals (${method}; ${resamples} resamples, seed ${seed}).`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
