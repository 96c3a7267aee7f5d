import type { TracedTensor } from './recording-binding';

/** What a GPU does for one operation. */
export interface OperationCost {
  /** Floating-point operations; counted for matrix products only, beside which others wait for memory. */
  readonly flops: number;
  /** Read from and written to the GPU's memory. */
  readonly bytes: number;
}

/** All the engine's tensors on a device have elements of so many bytes, but for a few short-lived ones of dropout. */
const BYTES = 4;

/** The result is the operand's memory under another shape or name; slices of rows included, as long as they are aligned. */
const WITHOUT_WORK = new Set(['Reshape', 'Identity', 'Bitcast', 'Slice', 'ReadVariableOp', 'VarHandleOp']);

/** Null where nothing is launched on the GPU. */
export function operationCost(
  name: string,
  inputs: readonly TracedTensor[],
  outputs: readonly TracedTensor[],
): OperationCost | null {
  if (WITHOUT_WORK.has(name)) return null;
  const read = inputs.map(elements);
  const written = total(outputs.map(elements));
  switch (name) {
    case 'MatMul':
    case 'BatchMatMul': {
      // [m, k] and [k, n] (either may be stored transposed), `count` times: |a| |b| = |result| k² count.
      const [a, b] = read;
      const count = outputs[0].shape.slice(0, -2).reduce((product, extent) => product * extent, 1);
      const inner = Math.sqrt((a * b) / (written * count));
      return { flops: 2 * written * inner, bytes: BYTES * (a + b + written) };
    }
    case 'GatherV2':
    case 'GatherNd':
      // Only what is gathered is read of the table.
      return { flops: 0, bytes: BYTES * (2 * written + read[1]) };
    case 'LSTMBlockCellGrad':
      // Of x, the previous hidden state, kernel and peepholes only the shapes are read.
      return { flops: 0, bytes: BYTES * (read[1] + total(read.slice(8)) + written) };
    case 'ResourceApplyAdam':
      // The gradient is read; value and both moments are read and written.
      return { flops: 0, bytes: BYTES * 7 * read[read.length - 1] };
    default:
      return { flops: 0, bytes: BYTES * (total(read) + written) };
  }
}

export function elements({ shape }: TracedTensor): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
