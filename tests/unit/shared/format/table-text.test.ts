import { describe, expect, it } from 'vitest';
import { toCsv, toLatex, toMarkdown } from '../../../../src-shared/format/table-text';

const table = {
  title: 'Scores',
  columns: ['Run', 'BLEU'],
  rows: [
    ['a, "b"', 2.5],
    ['x | y_1 & <UNK>\nz', null],
  ],
};

describe('a table as text', () => {
  it('is RFC 4180 with quotes where they are needed', () => {
    expect(toCsv(table)).toBe('Run,BLEU\r\n"a, ""b""",2.5\r\n"x | y_1 & <UNK>\nz",\r\n');
  });

  it('is Markdown whose cells cannot end a cell or become markup, numbers to the right', () => {
    expect(toMarkdown(table)).toBe(
      '| Run | BLEU |\n| --- | ---: |\n| a, "b" | 2.5 |\n| x \\| y_1 & &lt;UNK> z |  |\n',
    );
  });

  it('has the digits that a reader needs, and in CSV all of them', () => {
    const exact = {
      ...table,
      rows: [
        ['a', 16.297189338883555],
        ['b', 0.00029997000299970003],
        ['c', 12345.678],
      ],
    };
    expect(toCsv(exact)).toContain('a,16.297189338883555\r\nb,0.00029997000299970003\r\nc,12345.678');
    expect(toMarkdown(exact)).toContain('| a | 16.3 |\n| b | 0.0003 |\n| c | 12346 |');
    expect(toLatex(exact)).toContain('a & 16.3 \\\\');
  });

  it('is LaTeX that compiles whatever the cells hold', () => {
    const text = toLatex(table);
    expect(text).toContain('\\begin{tabular}{lr}');
    expect(text).toContain('  x | y\\_1 \\& \\textless{}UNK\\textgreater{} z &  \\\\\n');
    expect(toLatex({ ...table, rows: [['~^\\{}$#%', 1]] })).toContain(
      '\\textasciitilde{}\\textasciicircum{}\\textbackslash{}\\{\\}\\$\\#\\% & 1 \\\\',
    );
  });
});
