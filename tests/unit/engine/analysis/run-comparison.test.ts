import { expect, it } from 'vitest';
import { compareDecoders, compareWithReference } from '../../../../src-main/engine/analysis/run-comparison';

const work = { progress: () => {}, breathe: async () => {} };
const request = { reference: 1, scoring: 'ours', seed: 42 } as const;

function run(id: string, hypotheses: readonly string[], source = 'a docstring') {
  return {
    id,
    run: `Study/${id}`,
    predictions: hypotheses.map((hypothesis, index) => ({
      index,
      source,
      reference: 'def f ( x ) : return <UNK>',
      hypothesis,
      docstringTokens: 2,
      row: null,
    })),
  };
}

const right = 'def f ( x ) : return <UNK>';

it('names runs by their ids and counts what each does better or worse than the reference', async () => {
  const runs = [run('a', [right, '']), run('b', ['', '']), run('c', ['', right])];
  const { reference, pairs, mismatch } = await compareWithReference(runs, request, work);
  expect([reference, mismatch]).toEqual(['b', null]);
  expect(pairs.map(({ run }) => run)).toEqual(['a', 'c']);
  expect(pairs[0].wins.exactMatch).toEqual({ better: 1, worse: 0, same: 1 });
  expect(pairs[0].transitions['empty-output']).toMatchObject({ correct: 1, 'empty-output': 1 });
  // Two tests are looked at together.
  expect(pairs[0].adjusted.bleu).toBeGreaterThanOrEqual(pairs[0].significance.p.bleu);
});

it("drops unknown words where metrics are the notebooks'", async () => {
  const runs = [run('a', ['def f ( x ) : return'])];
  const one = { ...request, reference: 0 };
  const exact = async (scoring: 'ours' | 'notebook') =>
    (await compareWithReference(runs, { ...one, scoring }, work)).runs[0].metrics.exactMatch.value;
  expect(await exact('ours')).toBe(0);
  expect(await exact('notebook')).toBe(100);
});

it('estimates runs that answered different examples each by itself, and says what differs', async () => {
  const runs = [run('a', [right]), run('b', [right], 'another docstring')];
  const { pairs, runs: estimates, mismatch } = await compareWithReference(runs, request, work);
  expect(pairs).toEqual([]);
  expect(estimates.map(({ metrics }) => metrics.exactMatch.value)).toEqual([100, 100]);
  expect(mismatch).toContain('Study/a and Study/b were not evaluated on the same examples');
});

it('holds what runs wrote by beam search against what they wrote greedily', async () => {
  const id = 'a';
  const better = { id, greedy: run(id, ['', right]), beam: run(id, [right, right]) };
  const same = { id: 'b', greedy: run('b', ['', right]), beam: run('b', ['', right]) };
  const { pairs } = await compareDecoders([better, same], request, work);
  expect(pairs.map((pair) => pair.run)).toEqual(['a', 'b']);
  expect(pairs[0].differences.exactMatch.value).toBe(50);
  expect(pairs[0].wins.exactMatch).toEqual({ better: 1, worse: 0, same: 1 });
  expect(pairs[1].differences.bleu).toEqual({ value: 0, low: 0, high: 0 });
  // The two runs are tested together.
  expect(pairs[0].adjusted.exactMatch).toBeCloseTo(Math.min(1, 2 * pairs[0].significance.p.exactMatch), 12);
  await expect(
    compareDecoders([{ ...same, beam: run('b', ['', right], 'another docstring') }], request, work),
  ).rejects.toThrow('not evaluated on the same examples');
});
