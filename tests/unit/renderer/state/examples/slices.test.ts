import { expect, it } from 'vitest';
import { adjustedByRun } from '../../../../../src-renderer/state/examples/slices.svelte';
import { sliceTable } from '../../../../../src-renderer/views/examples/slice-table';
import type { SliceMetrics } from '../../../../../src-shared/contract/requests/examples';

const test = (run: string, bleu: number) => ({
  run,
  significance: { p: { bleu, tokenAccuracy: 0.5, exactMatch: 1 } },
});
const adjusted = adjustedByRun([test('b', 0.01), test('c', 0.03)]);

it('corrects the tests of a slice for the number of runs, metric by metric', () => {
  expect([...adjusted]).toEqual([
    ['b', { bleu: 0.02, tokenAccuracy: 1, exactMatch: 1 }],
    ['c', { bleu: 0.03, tokenAccuracy: 1, exactMatch: 1 }],
  ]);
  expect(adjustedByRun([])).toEqual(new Map());
});

it('writes scores and differences with their p, which the first run has none of', () => {
  const estimate = { value: 2, low: 1, high: 3 };
  const metrics = { bleu: estimate, tokenAccuracy: estimate, exactMatch: estimate };
  const whole = { bleu: 4, tokenAccuracy: 4, exactMatch: 4 };
  const figures: SliceMetrics = {
    examples: 7,
    seed: 42,
    resamples: 1000,
    runs: [
      { run: 'a', metrics, whole, difference: null },
      { run: 'b', metrics, whole, difference: metrics },
    ],
  };
  const table = sliceTable(figures, { question: '', version: '', adjusted }, 'Slice', (run) =>
    run.toUpperCase(),
  );
  expect(table.columns.slice(14, 18)).toEqual([
    'BLEU minus A',
    'BLEU minus A low',
    'BLEU minus A high',
    'BLEU minus A p (Holm)',
  ]);
  expect(table.rows.map((row) => row.slice(14, 18))).toEqual([
    [null, null, null, null],
    [2, 1, 3, 0.02],
  ]);
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  const alone = sliceTable({ ...figures, runs: figures.runs.slice(0, 1) }, null, 'Slice', (run) => run);
  expect(alone.columns).toHaveLength(15);
});
