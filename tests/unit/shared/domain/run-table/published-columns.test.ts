import { expect, it } from 'vitest';
import type { Decoder } from '../../../../../src-shared/domain/run';
import { columnOf } from '../../../../../src-shared/domain/run-table/columns';
import { publishedMetrics } from '../../../../../src-shared/domain/run-table/published-columns';
import { row } from './samples';

const of = (decoder: Decoder, values: Readonly<Record<string, number>>) =>
  publishedMetrics({ label: decoder, decoder, values, file: 'model_comparison.csv' });
const published = [
  of('greedy', { 'BLEU Score': 2.19, 'Token Accuracy (%)': 9.18 }),
  of('beam', { 'BLEU Score': 2.29, 'Exact Match (%)': 0 }),
];

it('shows what was published of a run, by decoder', () => {
  const run = row('a', { published });
  const value = (id: string) => columnOf(id)!.value(run);
  expect(value('published.bleu')).toBe(2.19);
  expect(value('published.bleu.beam')).toBe(2.29);
  expect(value('published.tokenAccuracy')).toBe(9.18);
  expect(value('published.tokenAccuracy.beam')).toBeNull();
  expect(
    columnOf('published.bleu')!.value(row('c', { published: [{ ...published[0], decoder: null }] })),
  ).toBe(2.19);
  expect(value('published.exactMatch.beam')).toBe(0);
  expect(columnOf('published.bleu')!.value(row('b'))).toBeNull();
});
