import { expect, it } from 'vitest';
import { decimal, formatPairs, formatTable, whole } from '../../../src-main/cli/table';

it('aligns words to the left, numbers to the right, and writes a dash for what is missing', () => {
  expect(
    formatTable(
      ['name', 'BLEU', 'parameters'],
      [
        ['lstm', decimal(3.14159), whole(1234567)],
        ['lstm-attention', decimal(12), null],
      ],
    ),
  ).toBe(
    [
      'name             BLEU  parameters',
      'lstm             3.14   1,234,567',
      'lstm-attention  12.00           –',
    ].join('\n'),
  );
});

it('leaves a cell empty without losing the alignment of its column', () => {
  expect(
    formatTable(
      ['epochs', 'decoder'],
      [
        [12, 'greedy'],
        ['', 'beam'],
      ],
    ),
  ).toBe('epochs  decoder\n    12  greedy\n        beam');
});

it('prints only the titles of an empty table', () => {
  expect(formatTable(['run', 'state'], [])).toBe('run  state');
});

it('aligns the values of pairs', () => {
  expect(
    formatPairs([
      ['Run', 'a1'],
      ['Parameters', 7],
    ]),
  ).toBe('Run:        a1\nParameters: 7');
});
