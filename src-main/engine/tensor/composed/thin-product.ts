import type { PackedKernel } from '../fused-operations';
import type { Tensor, TensorOperations } from '../tensor-operations';

interface StackedKernel extends PackedKernel {
  /** `[blocks, inner, columns]`, or a matrix where there is one block. */
  readonly matrices: Tensor;
}

/** See `FusedOperations.packKernel`. Intermediate tensors belong to the caller's scope. */
export function packKernel(
  ops: TensorOperations,
  kernel: Tensor,
  blocks: number,
  transposed: boolean,
): StackedKernel {
  const rows = kernel.shape[0] / blocks;
  const upright = (matrix: Tensor) => (transposed ? ops.transpose(matrix) : matrix);
  if (blocks === 1) {
    // A handle of its own: the caller may free either of the two.
    const matrices = upright(ops.reshape(kernel, kernel.shape));
    return { columns: matrices.shape[1], matrices };
  }
  const parts = Array.from({ length: blocks }, (_, block) =>
    upright(ops.sliceRows(kernel, block * rows, rows)),
  );
  const [inner, columns] = parts[0].shape;
  return { columns, matrices: ops.reshape(ops.concat(parts, 0), [blocks, inner, columns]) };
}

/** See `FusedOperations.thinProduct`. Intermediate tensors belong to the caller's scope. */
export function thinProduct(ops: TensorOperations, parts: readonly Tensor[], kernel: PackedKernel): Tensor {
  const x = parts.length === 1 ? parts[0] : ops.concat(parts, 1);
  const { matrices, columns } = kernel as StackedKernel;
  if (matrices.shape.length === 2) return ops.matMul(x, matrices);
  const [blocks, inner] = matrices.shape;
  const product = ops.batchMatMul(ops.reshape(x, [blocks, x.shape[0] / blocks, inner]), matrices);
  return ops.reshape(product, [x.shape[0], columns]);
}
