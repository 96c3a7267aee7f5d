import { describe, expect, it } from 'vitest';
import { sumOf } from '../../../../bench/gpu/footprint';
import { TracedEngine } from '../../../../bench/gpu/traced-engine';
import { SMALL_SIZES, decodingFootprint, stepFootprint } from '../../../../bench/gpu/traced-work';
import { ARCHITECTURES } from '../../../../src-shared/domain/architecture';
import { hasNative } from '../../../helpers/backends';

/** What follows once loss and norm are known: the gradients are clipped and applied. */
const UPDATE = ['Mul', 'ResourceApplyAdam'];

describe.skipIf(!hasNative).each(ARCHITECTURES)('on a GPU, %s', (architecture) => {
  const engine = new TracedEngine();

  it('reads numbers back once in an optimisation step, after everything but the update', async () => {
    const { readBacks, sinceReadBack, operations } = await stepFootprint(engine, architecture, SMALL_SIZES);
    expect(readBacks).toBe(1);
    expect(UPDATE).toEqual(expect.arrayContaining(Object.keys(sinceReadBack)));
    // Free-running steps are among those that were looked at: their tokens are found without a read-back.
    expect(operations['ArgMax']).toBeGreaterThan(1);
  });

  it('reads no more numbers back where sentences are longer', async () => {
    const longer = { ...SMALL_SIZES, source: 2 * SMALL_SIZES.source, target: 2 * SMALL_SIZES.target };
    expect((await stepFootprint(engine, architecture, longer)).readBacks).toBe(1);
  });

  it('has a kernel for every operation of a step and of decoding', async () => {
    const step = await stepFootprint(engine, architecture, SMALL_SIZES);
    const decoding = { beamSize: 3, attention: false };
    const { timeStep } = await decodingFootprint(engine, architecture, SMALL_SIZES, decoding);
    expect(step.withoutKernel).toEqual({});
    expect(timeStep.withoutKernel).toEqual({});
    expect(sumOf(timeStep.operations)).toBeGreaterThan(0);
  });

  it.each([1, 3])('reads back two tensors in a time step of decoding with a beam of %i', async (beamSize) => {
    const decoding = { beamSize, attention: false };
    const { timeStep } = await decodingFootprint(engine, architecture, SMALL_SIZES, decoding);
    expect(timeStep.readBacks).toBe(2);
    expect(timeStep.copiesToHost).toEqual({});
  });
});
