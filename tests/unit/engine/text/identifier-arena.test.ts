import { expect, it } from 'vitest';
import { IdentifierArena } from '../../../../src-main/engine/text/identifier-arena';

it('gives out arrays that hold their numbers and do not overlap, whatever their lengths', () => {
  const arena = new IdentifierArena();
  const lengths = [3, 0, 1_000_000, 100_000, 5, 3_000_000, 2];
  const arrays = lengths.map((length, number) => arena.copyOf(new Array<number>(length).fill(number + 1)));
  expect(arrays.map((array) => array.length)).toEqual(lengths);
  for (const [number, array] of arrays.entries())
    expect(array.every((value) => value === number + 1)).toBe(true);
});

it('lets arrays be written to', () => {
  const arena = new IdentifierArena();
  const first = arena.copyOf([1, 2]);
  const second = arena.copyOf([3]);
  first.fill(9);
  expect([...second]).toEqual([3]);
});
