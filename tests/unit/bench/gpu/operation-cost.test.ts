import { describe, expect, it } from 'vitest';
import { operationCost } from '../../../../bench/gpu/operation-cost';
import { FLOAT, INT32, tensor } from './traced-tensors';

describe('what an operation costs a GPU', () => {
  it.each([
    [tensor(FLOAT, 3, 5), tensor(FLOAT, 5, 7)],
    [tensor(FLOAT, 5, 3), tensor(FLOAT, 5, 7)],
    [tensor(FLOAT, 3, 5), tensor(FLOAT, 7, 5)],
  ])('is two operations for each multiplication of a product, however operands are stored', (a, b) => {
    expect(operationCost('MatMul', [a, b], [tensor(FLOAT, 3, 7)])?.flops).toBeCloseTo(2 * 3 * 5 * 7, 6);
  });

  it('is that of all products of a batch', () => {
    const operands = [tensor(FLOAT, 4, 1, 6), tensor(FLOAT, 4, 6, 9)];
    const cost = operationCost('BatchMatMul', operands, [tensor(FLOAT, 4, 1, 9)]);
    expect(cost?.flops).toBeCloseTo(2 * 4 * 6 * 9, 6);
  });

  it('is the memory that is touched, of a table only what is gathered', () => {
    expect(operationCost('Tanh', [tensor(FLOAT, 10)], [tensor(FLOAT, 10)])?.bytes).toBe(80);
    const gathered = operationCost(
      'GatherV2',
      [tensor(FLOAT, 1000, 2), tensor(INT32, 3), tensor(INT32)],
      [tensor(FLOAT, 3, 2)],
    );
    expect(gathered?.bytes).toBe(4 * (6 + 6 + 3));
  });

  it('is nothing for views', () => {
    expect(operationCost('Identity', [tensor(FLOAT, 10)], [tensor(FLOAT, 10)])).toBeNull();
  });
});
