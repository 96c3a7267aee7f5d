import { describe, expect, it } from 'vitest';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { PRESETS } from '../../../../src-shared/domain/configuration';
import { BACKENDS, portable } from '../../../helpers/backends';
import { RICHEST, describeOptions, randomParameters } from '../../../helpers/reference-models';
import { TOY_EXAMPLES } from '../../../helpers/toy-examples';
import { batchOf, engineModel } from '../../../helpers/toy-model';

describe.each(BACKENDS)('memory of the %s backend', (_, ops) => {
  const one = () => ops.float32(Float32Array.of(1), [1]);

  it('is freed at the end of a scope, but for what the scope returns', () => {
    const before = ops.liveTensors();
    const { sum, parts } = ops.scope(() => {
      const [a, b] = [one(), one()];
      return { sum: ops.add(a, b), parts: [[a]] };
    });
    expect(ops.liveTensors()).toBe(before + 2);
    expect([...ops.readFloat32(sum)]).toEqual([2]);
    expect([...ops.readFloat32(parts[0][0])]).toEqual([1]);
    ops.dispose(sum, parts[0][0]);
    expect(ops.liveTensors()).toBe(before);
  });

  it('passes from inner to outer scopes and no further', () => {
    const before = ops.liveTensors();
    ops.scope(() => {
      const inner = ops.scope(() => ops.add(one(), one()));
      expect(ops.liveTensors()).toBe(before + 1);
      expect([...ops.readFloat32(inner)]).toEqual([2]);
    });
    expect(ops.liveTensors()).toBe(before);
  });

  it('is freed when a scope throws', () => {
    const before = ops.liveTensors();
    expect(() =>
      ops.scope(() => {
        one();
        ops.scope(() => {
          ops.add(one(), one());
          throw new Error('stopped');
        });
      }),
    ).toThrow('stopped');
    expect(ops.liveTensors()).toBe(before);
    expect(ops.scope(() => ops.readFloat32(ops.add(one(), one())))[0]).toBe(2);
  });

  it('is freed when an operation is given shapes that do not fit', () => {
    const before = ops.liveTensors();
    expect(() => ops.scope(() => ops.matMul(ops.zeros([2, 3]), ops.zeros([2, 3])))).toThrow();
    expect(() => ops.scope(() => ops.sliceRows(ops.zeros([2, 3]), 1, 2))).toThrow();
    expect(ops.liveTensors()).toBe(before);
  });

  it('outlives all scopes when kept', () => {
    const before = ops.liveTensors();
    const kept = ops.scope(() => {
      const inner = one();
      ops.keep(inner);
      return { read: () => ops.readFloat32(inner)[0], free: () => ops.dispose(inner) };
    });
    expect(kept.read()).toBe(1);
    kept.free();
    expect(ops.liveTensors()).toBe(before);
  });

  it('does not count variables', () => {
    const before = ops.liveTensors();
    const variable = ops.createVariable('weights', [2], Float32Array.of(1, 2));
    ops.assign(variable, Float32Array.of(3, 4));
    expect(ops.liveTensors()).toBe(before);
    ops.disposeVariable(variable);
    expect(ops.liveTensors()).toBe(before);
  });
});

describe('memory of the portable backend', () => {
  const configuration = { ...PRESETS.recommended, DROPOUT: 0.3, TEACHER_FORCING_RATIO: 0.5 };
  it.each(RICHEST.map((options) => [describeOptions(options), options] as const))(
    'stays flat while a model trains: %s',
    async (_, options) => {
      const before = portable.liveTensors();
      const model = engineModel(portable, options, randomParameters(options, 41), 0.3);
      const replicas = Replicas.single(model);
      const counts = new Set<number>();
      for (let step = 1; step <= 20; step++) {
        await optimisationStep(replicas, configuration, batchOf(TOY_EXAMPLES.slice(step % 4)), step, 20);
        counts.add(portable.liveTensors());
      }
      expect([...counts]).toEqual([before]);
      model.parameters.dispose();
      expect(portable.liveTensors()).toBe(before);
    },
  );
});
