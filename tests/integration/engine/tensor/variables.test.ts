import { describe, expect, it } from 'vitest';
import { WHOLE, type AdamStep } from '../../../../src-main/engine/tensor/tensor-operations';
import { BACKENDS, composed, selected } from '../../../helpers/backends';
import { randomMatrices } from '../../../helpers/tensors';

interface AdamState {
  readonly value: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** The update of `torch.optim.Adam` with its defaults, in double precision. */
function adamReference(
  { value, first, second }: AdamState,
  gradient: Float32Array,
  { step, learningRate, gradientScale }: AdamStep,
  biasCopies: number,
): AdamState {
  const scaled = Array.from(gradient, (slope) => slope * gradientScale);
  const nextFirst = first.map((moment, index) => 0.9 * moment + 0.1 * scaled[index]);
  const nextSecond = second.map((moment, index) => 0.999 * moment + 0.001 * scaled[index] ** 2);
  const nextValue = value.map((number, index) => {
    const denominator = Math.sqrt(nextSecond[index]) / Math.sqrt(1 - 0.999 ** step) + 1e-8;
    return number - (biasCopies * (learningRate / (1 - 0.9 ** step)) * nextFirst[index]) / denominator;
  });
  return { value: nextValue, first: nextFirst, second: nextSecond };
}

/** Relative to the largest number, since float32 numbers near zero carry the rounding of larger ones. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-5): void {
  const largest = Math.max(...expected.map(Math.abs));
  expected.forEach((number, index) =>
    expect(Math.abs(actual[index] - number), `number ${index}`).toBeLessThanOrEqual(tolerance * largest),
  );
}

const backends = composed ? [...BACKENDS, ['native, composed', composed] as const] : BACKENDS;

describe.each(backends)('variables of the %s backend', (_, ops) => {
  const valueOf = (variable: ReturnType<typeof ops.createVariable>) => {
    let values = new Float32Array(0);
    ops.scope(() => (values = ops.readFloat32(ops.valueOf(variable)) as Float32Array<ArrayBuffer>));
    return values;
  };

  it.each([
    { biasCopies: 1, gradientScale: 1, size: 1 },
    { biasCopies: 2, gradientScale: 0.25, size: 1 },
    // So small that epsilon decides how far the step goes.
    { biasCopies: 1, gradientScale: 1, size: 1e-7 },
  ] as const)(
    'take the steps of PyTorch’s Adam: biasCopies $biasCopies, gradientScale $gradientScale, gradients of size $size',
    ({ biasCopies, gradientScale, size }) => {
      const random = randomMatrices(3);
      const initial = random(4, 3).values;
      const variable = ops.createVariable('weights', [4, 3], initial);
      const zeros = new Array<number>(12).fill(0);
      let expected: AdamState = { value: [...initial], first: zeros, second: zeros };
      for (let count = 1; count <= 5; count++) {
        const gradient = random(4, 3).values.map((value) => value * size);
        const step = { step: count, learningRate: 0.01 / count, gradientScale };
        ops.scope(() => ops.applyAdam(variable, [ops.float32(gradient, [4, 3])], step, biasCopies, WHOLE));
        expected = adamReference(expected, gradient, step, biasCopies);
        expectClose(valueOf(variable), expected.value);
        const { first, second } = ops.readMoments(variable);
        expectClose(first, expected.first);
        // TensorFlow computes 1 - 0.999 in float32, 1.3e-5 off.
        expectClose(second, expected.second, 2e-5);
      }
      ops.disposeVariable(variable);
    },
  );

  it('go on from assigned values and moments exactly as from their own', () => {
    const random = randomMatrices(4);
    const gradients = Array.from({ length: 4 }, () => random(3, 5).values);
    const initial = random(3, 5).values;
    const advance = (variable: ReturnType<typeof ops.createVariable>, from: number, to: number) => {
      for (let step = from; step <= to; step++)
        ops.scope(() => {
          const gradient = ops.float32(gradients[step - 1], [3, 5]);
          ops.applyAdam(variable, [gradient], { step, learningRate: 0.1, gradientScale: 1 }, 1, WHOLE);
        });
    };
    const whole = ops.createVariable('whole', [3, 5], initial);
    advance(whole, 1, 2);
    const resumed = ops.createVariable('resumed', [3, 5], new Float32Array(15));
    ops.assign(resumed, valueOf(whole));
    const { first, second } = ops.readMoments(whole);
    ops.assignMoments(resumed, first, second);
    advance(whole, 3, 4);
    advance(resumed, 3, 4);
    expect(valueOf(resumed)).toEqual(valueOf(whole));
    expect(ops.readMoments(resumed)).toEqual(ops.readMoments(whole));
    ops.disposeVariable(whole);
    ops.disposeVariable(resumed);
  });

  it('of one name stay apart', () => {
    const [a, b] = [1, 2].map((value) => ops.createVariable('same', [1], Float32Array.of(value)));
    ops.assign(a, Float32Array.of(5));
    expect([valueOf(a)[0], valueOf(b)[0]]).toEqual([5, 2]);
    ops.disposeVariable(a);
    ops.disposeVariable(b);
  });

  it('multiply with their newest value after a step', () => {
    const variable = ops.createVariable('kernel', [2, 2], Float32Array.of(1, 0, 0, 1));
    const product = () => {
      let values: number[] = [];
      ops.scope(() => {
        const rows = ops.float32(Float32Array.of(1, 2), [1, 2]);
        values = [...ops.readFloat32(ops.matMul(rows, ops.valueOf(variable)))];
      });
      return values;
    };
    expect(product()).toEqual([1, 2]);
    ops.assign(variable, Float32Array.of(0, 1, 1, 0));
    expect(product()).toEqual([2, 1]);
    ops.scope(() => {
      const gradient = ops.float32(new Float32Array(4).fill(1), [2, 2]);
      ops.applyAdam(variable, [gradient], { step: 1, learningRate: 1, gradientScale: 1 }, 1, WHOLE);
    });
    product().forEach((value, index) => expect(value).toBeCloseTo([-1, -2][index], 5));
    ops.disposeVariable(variable);
  });

  it('take the sum of several gradients', () => {
    const random = randomMatrices(5);
    const [first, second] = [random(7, 9).values, random(7, 9).values];
    const sum = first.map((slope, index) => slope + second[index]);
    const step = { step: 1, learningRate: 0.1, gradientScale: 0.5 };
    const moments = [[sum], [first, second]].map((gradients) => {
      const variable = ops.createVariable('weights', [7, 9], random(7, 9).values);
      ops.scope(() =>
        ops.applyAdam(
          variable,
          gradients.map((gradient) => ops.float32(gradient, [7, 9])),
          step,
          1,
          WHOLE,
        ),
      );
      const result = ops.readMoments(variable);
      ops.disposeVariable(variable);
      return result;
    });
    expect(moments[1]).toEqual(moments[0]);
  });
});

const { sharing } = selected;

describe.skipIf(!sharing)('shared variables', () => {
  const ops = selected;
  const PLACE = 1_000_000;
  // No multiple of what lies in a line of the cache.
  const SHAPE = [17, 61];
  const random = randomMatrices(6);
  const tensor = () => random(SHAPE[0], SHAPE[1]).values;
  const step = { step: 3, learningRate: 0.1, gradientScale: 0.7 };
  const read = (variable: ReturnType<typeof ops.createVariable>) =>
    ops.scope(() => ops.readFloat32(ops.valueOf(variable)).slice());

  it.each([2, 3, 5, 200])('are changed part by part as they are as a whole: %i parts', (of) => {
    const [initial, gradient] = [tensor(), tensor()];
    const [whole, parted] = [1, 2].map(() => ops.createVariable('weights', SHAPE, initial));
    ops.scope(() => {
      const gradients = [ops.float32(gradient, SHAPE)];
      ops.applyAdam(whole, gradients, step, 1, WHOLE);
      for (let index = 0; index < of; index++) ops.applyAdam(parted, gradients, step, 1, { index, of });
      const squares = Array.from({ length: of }, (_, index) => ops.sumOfSquares(gradients, { index, of }));
      const [sum, total] = [ops.addAll(squares), ops.sumOfSquares(gradients, WHOLE)];
      expect(ops.readFloat32(sum)[0] / ops.readFloat32(total)[0]).toBeCloseTo(1, 5);
    });
    expect(read(parted)).toEqual(read(whole));
    expect(ops.readMoments(parted)).toEqual(ops.readMoments(whole));
    ops.disposeVariable(whole);
    ops.disposeVariable(parted);
  });

  it('change for all who see them, and outlive who showed them', () => {
    const variable = ops.createVariable('weights', SHAPE, tensor());
    sharing!.showVariables(PLACE, [variable]);
    const other = sharing!.shownVariable(PLACE, 0, 'weights', SHAPE);
    const values = tensor();
    ops.assign(variable, values);
    expect(read(other)).toEqual(values);
    ops.scope(() => ops.applyAdam(other, [ops.float32(tensor(), SHAPE)], step, 2, WHOLE));
    expect(read(variable)).toEqual(read(other));
    expect(ops.readMoments(variable)).toEqual(ops.readMoments(other));
    sharing!.clear(PLACE);
    const last = read(variable);
    ops.disposeVariable(variable);
    expect(read(other)).toEqual(last);
    ops.disposeVariable(other);
  });

  it('are found only where they are shown', () => {
    const before = ops.liveTensors();
    ops.scope(() => sharing!.show(PLACE, [ops.float32(tensor(), SHAPE)]));
    ops.scope(() => expect(sharing!.shown(PLACE, 0).shape).toEqual(SHAPE));
    expect(() => sharing!.shown(PLACE, 1)).toThrow(/nothing stands there/);
    sharing!.clear(PLACE);
    expect(() => sharing!.shown(PLACE, 0)).toThrow(/nothing stands there/);
    expect(ops.liveTensors()).toBe(before);
  });

  it('refuse gradients of another size, and parts that do not exist', () => {
    const variable = ops.createVariable('weights', SHAPE, tensor());
    ops.scope(() => {
      const [good, bad] = [ops.zeros(SHAPE), ops.zeros([3])];
      expect(() => ops.applyAdam(variable, [bad], step, 1, WHOLE)).toThrow(/of one size/);
      expect(() => ops.applyAdam(variable, [good, bad], step, 1, WHOLE)).toThrow(/of one size/);
      expect(() => ops.applyAdam(variable, [good], step, 1, { index: 2, of: 2 })).toThrow(/part/);
      expect(() => ops.assign(variable, new Float32Array(2))).toThrow();
    });
    ops.disposeVariable(variable);
  });
});
