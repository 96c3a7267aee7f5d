import * as tf from '@tensorflow/tfjs-core';
import { version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { ComposedOperations } from '../composed/composed-operations';
import type { FusedOperations } from '../fused-operations';
import type {
  AdamStep,
  BackendDescription,
  Segments,
  Tensor,
  TensorOperations,
  Variable,
} from '../tensor-operations';
import { fillDropoutMask } from './dropout-mask';
import * as reductions from './kernels/reductions';
import * as rowKernels from './kernels/rows';
import * as segmentKernels from './kernels/segments';
import { KernelOperations } from './kernel-operations';
import { PortableMemory } from './portable-memory';
import { PortableVariables, type PortableVariable } from './portable-variables';
import { startWebAssembly } from './webassembly';

/** Numbers in one row of a tensor: 1 of a vector. */
const rowSize = (shape: readonly number[]) => shape.slice(1).reduce((product, extent) => product * extent, 1);

/** Starts WebAssembly and returns the operations on it. */
export async function createPortableOperations(): Promise<TensorOperations> {
  return new PortableOperations(new PortableMemory(await startWebAssembly()));
}

/**
 * Operations on tfjs's WebAssembly kernels, one thread; what has no kernel there, or a poor one, is computed in
 * TypeScript on the same memory.
 */
class PortableOperations extends KernelOperations implements TensorOperations {
  readonly description: BackendDescription = {
    backend: 'portable',
    tensorflow: `tfjs ${version_wasm}`,
    device: 'WebAssembly',
    threads: 1,
    replicas: 1,
    oneDnn: false,
    fusedKernels: 'composed',
  };
  readonly fused: FusedOperations = new ComposedOperations(this);
  readonly sharing = null;
  private readonly variables = new PortableVariables(this.memory);

  liveTensors(): number {
    return tf.memory().numTensors - this.variables.tensors;
  }

  createVariable(name: string, shape: readonly number[], values: Float32Array): Variable {
    return this.variables.create(name, shape, values);
  }

  override valueOf(variable: Variable): Tensor {
    return this.share((variable as PortableVariable).value);
  }

  assign(variable: Variable, values: Float32Array): void {
    this.variables.assign(variable as PortableVariable, values);
  }

  readMoments(variable: Variable): { first: Float32Array; second: Float32Array } {
    const { firstMoment, secondMoment } = variable as PortableVariable;
    return { first: firstMoment.slice(), second: secondMoment.slice() };
  }

  assignMoments(variable: Variable, first: Float32Array, second: Float32Array): void {
    const { firstMoment, secondMoment } = variable as PortableVariable;
    firstMoment.set(first);
    secondMoment.set(second);
  }

  disposeVariable(variable: Variable): void {
    this.variables.dispose(variable as PortableVariable);
  }

  applyAdam(variable: Variable, gradients: readonly Tensor[], step: AdamStep, biasCopies: 1 | 2): void {
    this.scope(() =>
      this.variables.applyAdam(variable as PortableVariable, this.addAll(gradients), step, biasCopies),
    );
  }

  logSoftmax(a: Tensor): Tensor {
    return this.scope(() => {
      const shifted = this.subtract(a, this.maxColumns(a));
      return this.subtract(shifted, this.log(this.sumColumns(this.exp(shifted))));
    });
  }

  /** tfjs's kernel would copy all of `a` first. */
  sliceRows(a: Tensor, begin: number, count: number): Tensor {
    const size = rowSize(a.shape);
    return this.memory.slice(a, begin * size, [count, ...a.shape.slice(1)]);
  }

  splitRows(a: Tensor, sizes: readonly number[]): Tensor[] {
    let begin = 0;
    return sizes.map((size) => {
      const part = this.sliceRows(a, begin, size);
      begin += size;
      return part;
    });
  }

  splitColumns(a: Tensor, sizes: readonly number[]): Tensor[] {
    let first = 0;
    return sizes.map((size) => {
      const part = this.memory.compute([a.shape[0], size], (columns) =>
        rowKernels.copyColumns(columns, this.memory.floats(a), first, size, a.shape[1]),
      );
      first += size;
      return part;
    });
  }

  gatherElements(a: Tensor, columns: Int32Array): Tensor {
    const rows = a.shape[0];
    return this.memory.compute([rows], (elements) =>
      rowKernels.gatherElements(elements, this.memory.floats(a), columns, rows),
    );
  }

  sumRows(a: Tensor): Tensor {
    return this.memory.compute([a.shape[1]], (sums) => reductions.sumRows(sums, this.memory.floats(a)));
  }

  sumColumns(a: Tensor): Tensor {
    return this.memory.compute([a.shape[0], 1], (sums) => reductions.sumColumns(sums, this.memory.floats(a)));
  }

  sumAll(a: Tensor): Tensor {
    return this.memory.compute([], (sum) => (sum[0] = reductions.sumAll(this.memory.floats(a))));
  }

  sumOfSquares(summands: readonly Tensor[]): Tensor {
    return this.scope(() => {
      const total = this.memory.floats(this.addAll(summands));
      return this.memory.compute([], (sum) => (sum[0] = reductions.sumOfSquares(total)));
    });
  }

  createSegments(segmentOfRow: Int32Array, segments: number): Segments {
    const rows = segmentOfRow.length;
    const starts = new Int32Array(segments + 1).fill(rows);
    for (let row = rows - 1; row >= 0; row--) starts[segmentOfRow[row]] = row;
    return { segments, rows, starts };
  }

  firstSegments(all: Segments, segments: number): Segments {
    return { segments, rows: all.starts[segments], starts: all.starts.subarray(0, segments + 1) };
  }

  sumSegments(a: Tensor, { segments, starts }: Segments): Tensor {
    return this.memory.compute([segments, ...a.shape.slice(1)], (sums) =>
      segmentKernels.sumSegments(sums, this.memory.floats(a), starts, rowSize(a.shape)),
    );
  }

  spreadSegments(a: Tensor, { rows, starts }: Segments): Tensor {
    return this.memory.compute([rows, ...a.shape.slice(1)], (spread) =>
      segmentKernels.spreadSegments(spread, this.memory.floats(a), starts, rowSize(a.shape)),
    );
  }

  scatterAddRows(a: Tensor, targetRow: Tensor, rows: number): Tensor {
    return this.scatterAdd(a, targetRow, rows, null);
  }

  scatterAddEmbeddings(a: Tensor, ids: Tensor, vocabulary: number): Tensor {
    return this.scatterAdd(a, ids, vocabulary, 0);
  }

  topK(a: Tensor, k: number): { values: Tensor; indices: Tensor } {
    const rows = a.shape[0];
    const columns = rowKernels.largestColumns(this.memory.floats(a), rows, k);
    const indices = this.int32(columns, [rows, k]);
    const values = this.memory.compute([rows, k], (largest) =>
      rowKernels.gatherElements(largest, this.memory.floats(a), columns, rows),
    );
    return { values, indices };
  }

  dropoutMask(shape: readonly number[], rate: number, seed: number, draw: number): Tensor {
    return this.memory.compute(shape, (mask) => fillDropoutMask(mask, rate, seed, draw));
  }

  private scatterAdd(a: Tensor, targetRow: Tensor, rows: number, dropped: number | null): Tensor {
    const { memory } = this;
    return memory.compute([rows, ...a.shape.slice(1)], (sums) =>
      rowKernels.scatterAddRows(
        sums,
        memory.floats(a),
        memory.integers(targetRow),
        rowSize(a.shape),
        dropped,
      ),
    );
  }
}
