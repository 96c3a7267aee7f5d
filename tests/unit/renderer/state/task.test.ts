import { describe, expect, it } from 'vitest';
import { RequestError } from '../../../../src-renderer/client/client';
import { Task } from '../../../../src-renderer/state/task.svelte';

describe('asynchronous work', () => {
  it('is busy until it is done, and keeps its value', async () => {
    const task = new Task<number>();
    const done = task.start(async () => 3);
    expect(task.busy).toBe(true);
    expect(await done).toBe(3);
    expect(task.busy).toBe(false);
    expect(task.value).toBe(3);
  });

  it('is outdated by a later start, in whatever order they end', async () => {
    const task = new Task<string>();
    let finishFirst = (_value: string) => {};
    const first = task.start(() => new Promise((resolve) => (finishFirst = resolve)));
    const second = task.start(async () => 'second');
    expect(await second).toBe('second');
    finishFirst('first');
    expect(await first).toBeNull();
    expect(task.value).toBe('second');
    expect(task.busy).toBe(false);
  });

  it('says what happened when it fails, with advice only where the message has none', async () => {
    const task = new Task<null>();
    await task.start(async () => {
      throw new RequestError('pairs.jsonl: line 3 is not JSON', true);
    });
    expect(task.failure).toEqual({ message: 'pairs.jsonl: line 3 is not JSON', advice: null });
    await task.start(async () => {
      throw new Error('disk image is malformed');
    });
    expect(task.failure?.message).toBe('disk image is malformed');
    expect(task.failure?.advice).toMatch(/log/);
    await task.start(async () => null);
    expect(task.failure).toBeNull();
  });
});
