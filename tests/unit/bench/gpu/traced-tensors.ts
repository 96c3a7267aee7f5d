import type { TracedTensor } from '../../../../bench/gpu/recording-binding';

/** TensorFlow's enumeration. */
export const FLOAT = 1;
export const INT32 = 3;

let created = 0;

/** A tensor of its own. */
export function tensor(type: number, ...shape: number[]): TracedTensor {
  return { id: created++, shape, type };
}
