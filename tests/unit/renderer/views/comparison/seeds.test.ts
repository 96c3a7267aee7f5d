import { expect, it } from 'vitest';
import type { WholeRun } from '../../../../../src-renderer/state/chosen-runs';
import { evaluatedOn } from '../../../../../src-renderer/views/comparison/evaluated';
import { seedRows, seedsTable } from '../../../../../src-renderer/views/comparison/seeds';
import type { RunConfiguration } from '../../../../../src-shared/domain/configuration';
import { chosenRun } from './samples';

function seeded(id: string, bleu: number, changes: Partial<RunConfiguration>): WholeRun {
  const chosen = chosenRun(id, 'lstm', [{ bleu }]);
  return { ...chosen, run: { ...chosen.run, configuration: { ...chosen.run.configuration, ...changes } } };
}

it('takes the mean over runs that differ by their seed alone', () => {
  const runs = [
    seeded('a', 2, { SEED: 1 }),
    seeded('b', 4, { SEED: 2 }),
    seeded('c', 9, { SEED: 1, HIDDEN_DIM: 8 }),
    chosenRun('d', 'vanilla-rnn', [{ bleu: 1 }]),
  ];
  const rows = seedRows(evaluatedOn(runs, 'test'), 'ours');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ architecture: 'lstm', decoder: 'greedy', seeds: [1, 2] });
  // Of two values that are 2 apart, the standard error is 1 and Student's quantile 12.706.
  expect(rows[0].means[0]!.mean).toBe(3);
  expect(rows[0].means[0]!.halfWidth).toBeCloseTo(12.706, 3);
  const { columns, rows: cells } = seedsTable(rows, 'T');
  expect(cells[0]).toHaveLength(columns.length);
});

it('has nothing to say of one seed twice', () => {
  const runs = [seeded('a', 2, { SEED: 1 }), seeded('b', 4, { SEED: 1 })];
  expect(seedRows(evaluatedOn(runs, 'test'), 'ours')).toEqual([]);
});
