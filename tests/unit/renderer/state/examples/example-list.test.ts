import { expect, it, vi } from 'vitest';
import type { ExamplePage, SliceMetrics } from '../../../../../src-shared/contract/requests/examples';
import { SPLIT_ORDER } from '../../../../../src-shared/domain/example-sort';
import { ExampleList } from '../../../../../src-renderer/state/examples/example-list.svelte';
import { SliceFigures, Slices } from '../../../../../src-renderer/state/examples/slices.svelte';
import { connectBridge } from '../../bridge';

const KEY = { runs: ['run-1'], split: 'test', decoder: 'greedy', filter: {} } as const;
const LIST = { ...KEY, sort: SPLIT_ORDER };

function connectList(total: number) {
  const asked: number[] = [];
  connectBridge({
    'examples.query': ({ offset, limit, locate, filter }) => {
      if (filter.text === 'broken') throw new Error('cannot be read');
      asked.push(offset);
      const count = filter.text ? 1 : total;
      const rows = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, at) => ({
        index: offset + at,
        source: `source ${offset + at}`,
        favourite: false,
        answers: [],
        value: null,
      }));
      return { total: count, rows, located: locate } as unknown as ExamplePage;
    },
  });
  return asked;
}

it('reads a list page by page as it comes into sight, and a row of it wherever it stands', async () => {
  const asked = connectList(250);
  const list = new ExampleList();
  expect(await list.show(LIST, 7)).toMatchObject({ total: 250, located: 7 });
  list.ensure(90, 130);
  list.ensure(95, 120);
  await vi.waitFor(() => expect(list.rowAt(120)?.index).toBe(120));
  expect(await list.fetchRow(249)).toMatchObject({ index: 249 });
  expect(await list.fetchRow(250)).toBeNull();
  expect(asked).toEqual([0, 100, 200]);
});

it('keeps a list until the next one has come, also when that fails', async () => {
  connectList(250);
  const list = new ExampleList();
  await list.show(LIST, null);
  expect(await list.show({ ...LIST, filter: { text: 'broken' } }, null)).toBeNull();
  expect(list.task.failure?.message).toBe('cannot be read');
  expect([list.total, list.rowAt(3)?.index]).toEqual([250, 3]);
  await list.show({ ...LIST, filter: { text: 'x' } }, null);
  expect([list.total, list.rowAt(3)]).toEqual([1, null]);
});

it('computes the latest metrics that were asked for, one after another', async () => {
  const asked: (string | undefined)[] = [];
  connectBridge({
    'examples.metrics': ({ filter }) => {
      asked.push(filter.text);
      return { examples: asked.length } as SliceMetrics;
    },
  });
  const figures = new SliceFigures();
  const first = figures.show({ ...KEY, filter: { text: 'a' } });
  void figures.show({ ...KEY, filter: { text: 'b' } });
  void figures.show({ ...KEY, filter: { text: 'c' } });
  await first;
  expect(asked).toEqual(['a', 'c']);
  expect(figures.task.value?.examples).toBe(2);
});

it('offers to undo that a slice was deleted, and hears of marks in its studies', async () => {
  const created: unknown[] = [];
  const bridge = connectBridge({
    'slices.list': () => [],
    'slices.delete': () => null,
    'slices.create': (slice) => {
      created.push(slice);
      return { ...slice, id: 2, createdAt: '' };
    },
  });
  const undo: (() => void)[] = [];
  const slices = new Slices({ show: (_, action) => void undo.push(action!.run) });
  const slice = { study: 'study-1', name: 'Short', split: 'test', filter: { text: 'x' } } as const;
  await slices.delete({ ...slice, id: 1, createdAt: '' });
  undo[0]();
  expect(created).toEqual([slice]);
  const marked = vi.fn();
  const end = slices.connect(['study-1'], marked);
  bridge.emit('examples-marked', { studies: ['study-2'] });
  bridge.emit('examples-marked', { studies: ['study-1', 'study-2'] });
  expect(marked).toHaveBeenCalledOnce();
  end();
  expect(bridge.listenerCount()).toBe(0);
});
