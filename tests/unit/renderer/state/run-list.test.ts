import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunList } from '../../../../src-renderer/state/run-list.svelte';
import type { ListedRun, RunList as List } from '../../../../src-shared/domain/run-table/run-list';
import { pack } from '../../../../src-shared/contract/transport';
import { PRESETS } from '../../../../src-shared/domain/configuration';
import { row } from '../../shared/domain/run-table/samples';
import { connectBridge } from '../bridge';
import { sampleStudy } from '../samples';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const listed = (id: string, study: string, epoch = 1): ListedRun => ({
  ...row(id, { study, epoch }),
  configuration: 0,
  environment: null,
});
const listOf = (...runs: ListedRun[]): List => ({
  configurations: [PRESETS.recommended],
  environments: [],
  runs,
});

it('reads a study that changed again, once for many changes, and keeps the order of studies', async () => {
  const asked: unknown[] = [];
  const bridge = connectBridge({
    'runs.list': ({ study }) => {
      asked.push(study);
      if (study === undefined) return pack(listOf(listed('c1', 'c'), listed('a1', 'a')));
      return pack(listOf(listed(`${study}1`, study, 7)));
    },
  });
  const list = new RunList();
  const end = list.connect();
  await list.load();
  for (const id of ['a', 'b', 'a']) bridge.emit('study-changed', sampleStudy([], { id }));
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([undefined, 'a', 'b']);
  expect(list.all.map(({ id, epoch }) => [id, epoch])).toEqual([
    ['c1', 1],
    ['b1', 7],
    ['a1', 7],
  ]);
  bridge.emit('study-deleted', { study: 'c' });
  expect(list.all.map(({ id }) => id)).toEqual(['b1', 'a1']);
  bridge.emit('library-changed', {});
  await vi.advanceTimersByTimeAsync(0);
  expect(list.all.map(({ id }) => id)).toEqual(['c1', 'a1']);
  end();
  expect(bridge.listenerCount()).toBe(0);
});
