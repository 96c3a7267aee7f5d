import { expect, it } from 'vitest';
import { IdentifierArena } from '../../../../src-main/engine/text/identifier-arena';

it('gives out arrays of zeros that do not overlap, whatever their lengths', () => {
  const arena = new IdentifierArena();
  const lengths = [3, 0, 1_000_000, 100_000, 5, 3_000_000, 2];
  const arrays = lengths.map((length) => arena.allocate(length));
  expect(arrays.map((array) => array.length)).toEqual(lengths);
  for (const [number, array] of arrays.entries()) {
    expect(array.every((value) => value === 0)).toBe(true);
    array.fill(number + 1);
  }
  for (const [number, array] of arrays.entries())
    expect(array.every((value) => value === number + 1)).toBe(true);
});
