import { describe, expect, it } from 'vitest';
import { fetchExample, Predictions } from '../../../../src-renderer/state/predictions.svelte';
import { connectBridge } from '../bridge';

const row = (index: number) => ({
  index,
  source: `source ${index}`,
  reference: '',
  docstringTokens: null,
  hypotheses: [],
});

function connect(total: number) {
  const asked: number[] = [];
  connectBridge({
    'predictions.list': ({ offset, limit }) => {
      asked.push(offset);
      const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) =>
        row(offset + at),
      );
      return { total, rows };
    },
  });
  return asked;
}

describe('the examples of a study', () => {
  it('are read in pages as they come into sight, each once', async () => {
    const asked = connect(250);
    const predictions = new Predictions('study-1', 'greedy', '');
    predictions.ensure(0, 20);
    predictions.ensure(90, 110);
    await expect.poll(() => predictions.rowAt(110)).not.toBeNull();
    expect(asked).toEqual([0, 100]);
    expect(predictions.total).toBe(250);
    expect(predictions.rowAt(110)?.index).toBe(110);
    expect(predictions.rowAt(210)).toBeNull();
  });

  it('are read anew when there are others', async () => {
    const asked = connect(10);
    const predictions = new Predictions('study-1', 'greedy', '');
    predictions.ensure(0, 5);
    predictions.reload();
    await expect.poll(() => predictions.rowAt(0)).not.toBeNull();
    expect(asked).toEqual([0, 0]);
  });

  it('are found one by one by their index', async () => {
    connect(10);
    expect((await fetchExample('study-1', 'beam', 7))?.source).toBe('source 7');
    expect(await fetchExample('study-1', 'beam', 70)).toBeNull();
  });
});
