import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsTable } from '../../../../src-main/engine/analysis/metrics-table';
import type { ComparedRun } from '../../../../src-shared/domain/analysis';

const run = (name: string): ComparedRun => ({
  run: name,
  metrics: {
    bleu: { value: 41.11336169005196, low: 40, high: 42.126 },
    tokenAccuracy: { value: 50, low: 49.5, high: 51 },
    exactMatch: { value: 0, low: 0, high: 0 },
  },
});
const tableOf = (...names: string[]) => ({
  examples: 1500,
  runs: names.map(run),
  intervals: { method: 'paired bootstrap, percentiles 2.5 and 97.5', seed: 42, resamples: 1000 } as const,
});
const NAMES = fc.string({ unit: fc.constantFrom(...'ab ,"|\\{}[]$&#%_~^<>*`-\n\r'), maxLength: 12 });

/** Fields of a CSV document, by RFC 4180 with line feeds. */
function parseCsv(document: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of document.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** The row of the only run. */
const rowOf = (name: string, format: 'markdown' | 'latex') =>
  metricsTable(tableOf(name), format).split('\n')[format === 'markdown' ? 2 : 5];

describe('the table of metrics as CSV', () => {
  it('has numbers unrounded, with the ends of intervals in columns of their own', () => {
    expect(metricsTable(tableOf('lstm'), 'csv')).toBe(
      'run,bleu,bleuLow,bleuHigh,tokenAccuracy,tokenAccuracyLow,tokenAccuracyHigh,exactMatch,exactMatchLow,exactMatchHigh\n' +
        'lstm,41.11336169005196,40,42.126,50,49.5,51,0,0,0\n',
    );
  });

  it('quotes names with commas, quotes and line breaks', () => {
    expect(metricsTable(tableOf('a, "b"\nc'), 'csv')).toContain('\n"a, ""b""\nc",41.1');
  });

  it('gives every name back to a reader', () => {
    fc.assert(
      fc.property(fc.array(NAMES, { minLength: 1, maxLength: 4 }), (names) => {
        const rows = parseCsv(metricsTable(tableOf(...names), 'csv'));
        expect(rows.slice(1).map(([name]) => name)).toEqual(names);
        expect(rows.every((row) => row.length === 10)).toBe(true);
      }),
    );
  });
});

describe('the table of metrics as Markdown', () => {
  it('has rounded numbers, intervals in brackets, and says what they are', () => {
    expect(metricsTable(tableOf('lstm'), 'markdown')).toBe(
      [
        '| Run | BLEU | Token accuracy | Exact match |',
        '| --- | ---: | ---: | ---: |',
        '| lstm | 41.11 [40.00, 42.13] | 50.00 [49.50, 51.00] | 0.00 [0.00, 0.00] |',
        '',
        '1500 examples; in brackets 95% intervals (paired bootstrap, percentiles 2.5 and 97.5; 1000 resamples, seed 42).',
        '',
      ].join('\n'),
    );
  });

  it('escapes what has a meaning inside of a line, and no more', () => {
    expect(rowOf('a|b_c*d [x](y) <UNK> `q` \\ lstm-attention #2', 'markdown')).toContain(
      String.raw`| a\|b\_c\*d \[x\](y) \<UNK\> ${'\\`q\\`'} \\ lstm-attention #2 | 41.11 [`,
    );
  });

  it('keeps every name within its cell', () => {
    fc.assert(
      fc.property(NAMES, (name) => {
        expect(rowOf(name, 'markdown').replace(/\\./g, '').match(/\|/g)).toHaveLength(5);
      }),
    );
  });
});

describe('the table of metrics as LaTeX', () => {
  it('is a tabular that needs no package', () => {
    expect(metricsTable(tableOf('lstm'), 'latex')).toBe(
      [
        '% 1500 examples; in brackets 95% intervals (paired bootstrap, percentiles 2.5 and 97.5; 1000 resamples, seed 42).',
        String.raw`\begin{tabular}{lrrr}`,
        String.raw`\hline`,
        String.raw`Run & BLEU & Token accuracy & Exact match \\`,
        String.raw`\hline`,
        String.raw`lstm & 41.11 [40.00, 42.13] & 50.00 [49.50, 51.00] & 0.00 [0.00, 0.00] \\`,
        String.raw`\hline`,
        String.raw`\end{tabular}`,
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['a & b_1 #2 $3 100% {x}', String.raw`a \& b\_1 \#2 \$3 100\% \{x\}`],
    ['a\\b ~ ^', String.raw`a\textbackslash{}b \textasciitilde{} \textasciicircum{}`],
    ['<UNK> | "q"', String.raw`\textless{}UNK\textgreater{} \textbar{} {\char34}q{\char34}`],
    ['[2] *', '{[}2] {*}'],
    ['a---b', 'a-{}-{}-b'],
    ['two\nlines', 'two lines'],
  ])('escapes %j', (name, escaped) => {
    expect(rowOf(name, 'latex').startsWith(`${escaped} & 41.11 [`)).toBe(true);
  });

  it('keeps every name within its cell, with its braces in pairs', () => {
    fc.assert(
      fc.property(NAMES, (name) => {
        const bare = rowOf(name, 'latex')
          .replace(/ \\\\$/, '')
          .replace(/\\(?:text[a-z]+|char34|[{}$&#%_])/g, '');
        expect(bare.match(/&/g)).toHaveLength(3);
        expect(bare.replaceAll('{}', '').replaceAll('{[}', '').replaceAll('{*}', '')).not.toMatch(
          /[\\$#%_~^<>|"]/,
        );
        expect(bare.match(/\{/g)?.length).toBe(bare.match(/\}/g)?.length);
      }),
    );
  });
});
