import { expect, it } from 'vitest';
import { evaluationFamilies } from '../../../../src-main/engine/analysis/pair-families';

const of = (...names: readonly `${string} ${'greedy' | 'beam'}`[]) =>
  evaluationFamilies(
    names.map((name) => {
      const [id, decoder] = name.split(' ');
      return { id, decoder: decoder as 'greedy' | 'beam' };
    }),
  );

it('tests runs by each decoder together, and the decoders of all runs', () => {
  expect(of('a greedy', 'a beam', 'b greedy', 'b beam', 'c greedy')).toEqual([
    [
      [0, 2],
      [0, 4],
      [2, 4],
    ],
    [[1, 3]],
    [
      [0, 1],
      [2, 3],
    ],
  ]);
});

it('has no family without a pair', () => {
  expect(of('a greedy')).toEqual([]);
  expect(of('a greedy', 'a beam')).toEqual([[[0, 1]]]);
  expect(of('a greedy', 'b greedy')).toEqual([[[0, 1]]]);
});
