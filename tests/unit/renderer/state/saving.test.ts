import { expect, it } from 'vitest';
import { fileName } from '../../../../src-renderer/state/saving';

it.each([
  ['Loss curves', '.csv', 'Loss-curves.csv'],
  ['BLEU: LSTM + attention / greedy', '.csv', 'BLEU-LSTM-attention-greedy.csv'],
  ['Docstrings → code, 1/2', '.zip', 'Docstrings-code-1-2.zip'],
  ['../..\\x', '.csv', 'x.csv'],
  ['Überblick 中文', '.csv', 'Überblick-中文.csv'],
  ['Version 2.1', '', 'Version-2.1'],
  ['***', '.csv', 'unroll.csv'],
])('“%s” with “%s” is saved as %s', (title, ending, name) => {
  expect(fileName(title, ending)).toBe(name);
});
