import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';

const UINT16_VALUES = 65536;

/**
 * Zeros with probability `rate`, else 1 / (1 - rate), by a stateless generator (Philox). Sixteen random bits per element,
 * half the cost of a float each, so the rate is rounded to 1/65536. Call inside a scope.
 */
export function dropoutMask(
  memory: NativeMemory,
  attributes: CommonAttributes,
  shape: readonly number[],
  rate: number,
  seed: number,
  draw: number,
): NativeTensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const words = Math.ceil(size / 2);
  const threshold = Math.round(rate * UINT16_VALUES);
  const seeds = memory.create(Int32Array.of(seed, draw), [2], memory.binding.TF_INT32);
  const random = memory.run('StatelessRandomUniformFullInt', attributes.int32Random, [
    memory.integers([words]),
    seeds.id,
  ]);
  const halves = memory.run('Bitcast', attributes.bitcastToUint16, [random.id]);
  const limit = memory.run('Cast', attributes.castToUint16, [memory.integers(threshold)]);
  const kept = memory.run('GreaterEqual', [], [halves.id, limit.id]);
  const zerosAndOnes = memory.run('Cast', attributes.castToFloat, [kept.id]);
  let flat = memory.run('Reshape', [], [zerosAndOnes.id, memory.integers([2 * words])]);
  if (size < 2 * words)
    flat = memory.run('Slice', [], [flat.id, memory.integers([0]), memory.integers([size])]);
  const mask = memory.run('Reshape', [], [flat.id, memory.integers(shape)]);
  return memory.run('Mul', [], [mask.id, memory.scalar(UINT16_VALUES / (UINT16_VALUES - threshold))]);
}
