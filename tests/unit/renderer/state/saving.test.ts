import { expect, it } from 'vitest';
import { fileName } from '../../../../src-renderer/state/saving';

it.each([
  ['Loss curves', 'loss-curves.csv'],
  ['BLEU: LSTM + attention / greedy', 'bleu-lstm-attention-greedy.csv'],
  ['../..\\x', 'x.csv'],
  ['Überblick 中文', 'überblick-中文.csv'],
  ['***', 'unroll.csv'],
])('“%s” is saved as %s', (title, name) => {
  expect(fileName(title, 'csv')).toBe(name);
});
