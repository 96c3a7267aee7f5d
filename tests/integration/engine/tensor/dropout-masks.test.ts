import { describe, expect, it } from 'vitest';
import { BACKENDS } from '../../../helpers/backends';

describe.each(BACKENDS)('dropout masks of the %s backend', (_, ops) => {
  const mask = (shape: readonly number[], rate: number, seed: number, draw: number) => {
    let values = new Float32Array(0);
    ops.scope(() => {
      const tensor = ops.dropoutMask(shape, rate, seed, draw);
      expect(tensor.shape).toEqual(shape);
      values = ops.readFloat32(tensor) as Float32Array<ArrayBuffer>;
    });
    return values;
  };

  it.each([0.1, 0.3, 0.5])('drop the share %f and scale the rest up', (rate) => {
    const values = mask([500, 400], rate, 42, 7);
    const dropped = values.filter((value) => value === 0).length / values.length;
    const deviation = Math.sqrt((rate * (1 - rate)) / values.length);
    expect(Math.abs(dropped - rate)).toBeLessThan(5 * deviation);
    for (const value of new Set(values.filter((value) => value !== 0)))
      expect(Math.abs(value * (1 - rate) - 1)).toBeLessThan(1e-4);
  });

  it('are the same for the same arguments, whatever was drawn in between', () => {
    const first = mask([37, 11], 0.3, 42, 7);
    mask([5, 5], 0.5, 1, 1);
    expect(mask([37, 11], 0.3, 42, 7)).toEqual(first);
  });

  it('differ between draws and between seeds in about as many places as chance has it', () => {
    const first = mask([300, 300], 0.5, 42, 7);
    for (const other of [
      mask([300, 300], 0.5, 42, 8),
      mask([300, 300], 0.5, 43, 7),
      mask([300, 300], 0.5, -42, 7),
    ]) {
      const differing = first.filter((value, index) => value !== other[index]).length / first.length;
      expect(Math.abs(differing - 0.5)).toBeLessThan(0.02);
    }
  });

  it.each([[[1]], [[3]], [[7, 1]], [[3, 5]], [[9, 9, 1]]])('can have any number of elements: %j', (shape) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const values = mask(shape, 0.5, 3, 9);
    expect(values.length).toBe(size);
    expect(values.every((value) => value === 0 || value === 2)).toBe(true);
  });

  it('show no pattern along rows or columns', () => {
    const values = mask([256, 256], 0.5, 42, 1);
    const rows = new Array<number>(256).fill(0);
    const columns = new Array<number>(256).fill(0);
    values.forEach((value, index) => {
      if (value === 0) return;
      rows[Math.floor(index / 256)]++;
      columns[index % 256]++;
    });
    // Each count is binomial with mean 128 and deviation 8.
    for (const count of [...rows, ...columns]) expect(Math.abs(count - 128)).toBeLessThan(45);
  });
});
