import { describe, expect, it } from 'vitest';
import {
  initialValue,
  logUnigramFrequencies,
  orthogonal,
  type InitialisationOptions,
} from '../../../../src-main/engine/model/initialisation';
import type { ParameterDefinition } from '../../../../src-shared/domain/model/parameter-definitions';
import { SeededRandom } from '../../../../src-main/engine/tensor/seeded-random';

const pytorch: InitialisationOptions = { scheme: 'pytorch', forgetGateBias: 0, outputBias: null, seed: 42 };
const xavier: InitialisationOptions = { ...pytorch, scheme: 'orthogonal' };
const UNITS = 48;
const embedding: ParameterDefinition = {
  name: 'e',
  shape: [500, 32],
  role: { kind: 'embedding' },
  biasCopies: 1,
};
const lstmKernel: ParameterDefinition = {
  name: 'k',
  shape: [20 + UNITS, 4 * UNITS],
  role: { kind: 'recurrent-kernel', inputs: 20, gates: 4 },
  biasCopies: 1,
};
const lstmBias: ParameterDefinition = {
  name: 'b',
  shape: [4 * UNITS],
  role: { kind: 'recurrent-bias', gates: 4 },
  biasCopies: 2,
};

describe('initial weights like PyTorch', () => {
  it('embeddings are N(0, 1) with a row of zeros for PAD', () => {
    const values = initialValue(embedding, pytorch);
    expect([...values.subarray(0, 32)]).toEqual(new Array(32).fill(0));
    const rest = values.subarray(32);
    const mean = rest.reduce((sum, value) => sum + value, 0) / rest.length;
    const variance = rest.reduce((sum, value) => sum + value * value, 0) / rest.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it('recurrent kernels are uniform within 1 / sqrt(units), and a bias is the sum of two such draws', () => {
    const bound = 1 / Math.sqrt(UNITS);
    const kernel = initialValue(lstmKernel, pytorch);
    expect(Math.max(...kernel)).toBeLessThanOrEqual(bound);
    expect(Math.max(...kernel)).toBeGreaterThan(0.98 * bound);
    expect(Math.min(...kernel)).toBeLessThan(-0.98 * bound);
    const bias = initialValue(lstmBias, pytorch);
    expect(Math.max(...bias)).toBeGreaterThan(bound);
    expect(Math.max(...bias)).toBeLessThanOrEqual(2 * bound);
  });
});

describe('orthogonal initial weights', () => {
  it("each gate's recurrent block is orthogonal, its input block within Xavier's bound", () => {
    const kernel = initialValue(lstmKernel, xavier);
    const width = 4 * UNITS;
    const bound = Math.sqrt(6 / (20 + UNITS));
    for (let gate = 0; gate < 4; gate++) {
      const row = (index: number) =>
        kernel.subarray(index * width + gate * UNITS, index * width + (gate + 1) * UNITS);
      for (let first = 0; first < UNITS; first += 7)
        for (let second = 0; second < UNITS; second++) {
          const product = row(20 + first).reduce((sum, value, k) => sum + value * row(20 + second)[k], 0);
          expect(product).toBeCloseTo(first === second ? 1 : 0, 5);
        }
      for (let index = 0; index < 20; index++)
        expect(Math.max(...row(index).map(Math.abs))).toBeLessThanOrEqual(bound);
    }
  });

  it('the forget gates alone get the configured bias', () => {
    const bias = initialValue(lstmBias, { ...xavier, forgetGateBias: 1 });
    const expected = Array.from({ length: 4 * UNITS }, (_, index) =>
      Math.floor(index / UNITS) === 2 ? 1 : 0,
    );
    expect([...bias]).toEqual(expected);
  });

  it('a matrix of any size is orthogonal', () => {
    const matrix = orthogonal(5, new SeededRandom(1, 'test'));
    const column = (index: number) => Array.from({ length: 5 }, (_, row) => matrix[5 * row + index]);
    expect(column(0).reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 6);
    expect(column(0).reduce((sum, value, row) => sum + value * column(3)[row], 0)).toBeCloseTo(0, 6);
  });
});

it('the output bias can start at the log frequencies of the training targets, <SOS> and padding not counted', () => {
  const targets = [Int32Array.of(1, 4, 4, 5, 2, 0, 0), Int32Array.of(1, 4, 2)];
  const bias = logUnigramFrequencies(targets, 7);
  // Counts with one added each: PAD 1, SOS 1, EOS 3, UNK 1, 4: 4, 5: 2, 6: 1, of 13.
  expect([...bias].map((value) => Math.round(13 * Math.exp(value)))).toEqual([1, 1, 3, 1, 4, 2, 1]);
  const definition: ParameterDefinition = {
    name: 'output.bias',
    shape: [7],
    role: { kind: 'output-bias', inputs: 4 },
    biasCopies: 1,
  };
  expect(initialValue(definition, { ...xavier, outputBias: bias })).toEqual(bias);
});

it('every parameter draws from a stream of its own', () => {
  expect(initialValue(embedding, pytorch)).toEqual(initialValue(embedding, pytorch));
  expect(initialValue({ ...embedding, name: 'other' }, pytorch)).not.toEqual(
    initialValue(embedding, pytorch),
  );
  expect(initialValue(embedding, { ...pytorch, seed: 43 })).not.toEqual(initialValue(embedding, pytorch));
});
