import { expect, it } from 'vitest';
import type { RunRow } from '../../../../src-shared/domain/run-table/run-list';
import { RunTable } from '../../../../src-renderer/state/run-table.svelte';
import type { Query } from '../../../../src-renderer/state/routes';
import { connectBridge } from '../bridge';
import { evaluated, row } from '../../shared/domain/run-table/samples';

const ROWS = [
  row('a', { evaluations: [evaluated({ bleu: 1 })], tags: ['x'] }),
  row('b', { evaluations: [evaluated({ bleu: 3 })], architecture: 'vanilla-rnn' }),
  row('c', { evaluations: [evaluated({ bleu: 2 })], archived: true }),
];

function tableOf(query: Query, rows: readonly RunRow[] = ROWS) {
  let current = query;
  const table = new RunTable({
    query: () => current,
    rows: () => rows,
    choose: (changes) => (current = { ...current, ...changes }),
  });
  return { table, query: () => current };
}

const shown = ({ entries }: RunTable) =>
  entries.map((entry) => (entry.kind === 'run' ? entry.row.id : `[${entry.group.label}]`));

it('shows what the link says: filter, order, groups and archive', () => {
  expect(shown(tableOf({}).table)).toEqual(['a', 'b']);
  expect(shown(tableOf({ archived: '1', sort: '-bleu' }).table)).toEqual(['b', 'c', 'a']);
  expect(shown(tableOf({ filter: 'tag:x' }).table)).toEqual(['a']);
  expect(shown(tableOf({ group: 'architecture' }).table)).toEqual(['[LSTM]', 'a', '[Vanilla RNN]', 'b']);
  expect(tableOf({ sort: '-unheard-of' }).table.sorting).toBeNull();
});

it('writes choices into the link', () => {
  const { table, query } = tableOf({});
  table.sortBy({ column: 'bleu', descending: true });
  table.groupBy(['study', 'SEED']);
  table.showDetails('b');
  expect(query()).toEqual({ sort: '-bleu', group: 'study,SEED', run: 'b' });
});

it('takes over the columns of last time, without those it does not know', async () => {
  const arranged: unknown[] = [];
  connectBridge({
    'runs.layout': () => ({
      columns: [
        { id: 'bleu', width: 70 },
        { id: 'unheard-of', width: 70 },
      ],
    }),
    'runs.arrange': ({ layout }) => {
      arranged.push(layout);
      return null;
    },
  });
  const { table } = tableOf({});
  await table.load();
  expect(table.columns.map(({ column, width }) => [column.id, width])).toEqual([['bleu', 70]]);
  table.arrange([{ id: 'study', width: 100 }]);
  table.resetLayout();
  expect(arranged).toEqual([{ columns: [{ id: 'study', width: 100 }] }, null]);
});
