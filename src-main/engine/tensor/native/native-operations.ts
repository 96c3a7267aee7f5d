import type { FusedOperations } from '../fused-operations';
import type {
  AdamStep,
  BackendDescription,
  OpenScope,
  Segments,
  Sharing,
  Tensor,
  TensorOperations,
  Variable,
  VariablePart,
} from '../tensor-operations';
import type { Binding, OperationAttribute } from './binding';
import { commonAttributes } from './common-attributes';
import { dropoutMask } from './native-dropout';
import { ElementaryOperations } from './elementary-operations';
import { CompiledOperations } from './compiled-operations';
import { NativeMemory, type NativeTensor } from './native-memory';
import { createSegments, firstSegments, type NativeSegments } from './native-segments';
import { NativeComposedOperations } from './native-composed-operations';
import type { NativeMoments, NativeVariables } from './native-variables';
import { ResourceVariables } from './resource-variables';
import { SharedVariables } from './shared-variables';

const NONE: readonly OperationAttribute[] = [];

const native = (tensor: Tensor) => tensor as NativeTensor;
const id = (tensor: Tensor) => (tensor as NativeTensor).id;

/** Raw TensorFlow operations by the binding's `executeOp`: no tfjs engine, about five microseconds each. */
export class NativeOperations extends ElementaryOperations implements TensorOperations {
  readonly description: BackendDescription;
  readonly fused: FusedOperations;
  readonly sharing: Sharing | null;
  private readonly variables: NativeVariables;

  constructor(binding: Binding, description: Omit<BackendDescription, 'backend' | 'tensorflow'>) {
    super(new NativeMemory(binding), commonAttributes(binding));
    this.description = { backend: 'native', tensorflow: binding.TF_Version, ...description };
    if (description.fusedKernels === 'compiled') {
      this.fused = new CompiledOperations(this.memory, this.attributes);
      this.variables = this.sharing = new SharedVariables(this.memory, this.attributes);
    } else {
      this.fused = new NativeComposedOperations(this, this.memory, this.attributes);
      this.variables = new ResourceVariables(this.memory, this.attributes);
      this.sharing = null;
    }
  }

  scope<Result>(body: () => Result): Result {
    const result = this.memory.scopes.run(body);
    this.memory.trimConstants();
    return result;
  }

  openScope(): OpenScope {
    return this.memory.scopes.open();
  }

  keep(tensor: Tensor): Tensor {
    this.memory.scopes.disown(native(tensor));
    return tensor;
  }

  dispose(...tensors: Tensor[]): void {
    this.memory.dispose(tensors as NativeTensor[]);
  }

  liveTensors(): number {
    return this.memory.binding.getNumOfTensors() - this.memory.constantCount - this.variables.handles;
  }

  float32(values: Float32Array, shape: readonly number[]): Tensor {
    return this.memory.create(values, shape, this.memory.binding.TF_FLOAT);
  }

  int32(values: Int32Array, shape: readonly number[]): Tensor {
    return this.memory.create(values, shape, this.memory.binding.TF_INT32);
  }

  zeros(shape: readonly number[]): Tensor {
    return this.memory.run('Fill', NONE, [this.memory.integers(shape), this.memory.scalar(0)]);
  }

  readFloat32(tensor: Tensor): Float32Array {
    return this.memory.binding.tensorDataSync(id(tensor)) as Float32Array;
  }

  readInt32(tensor: Tensor): Int32Array {
    return this.memory.binding.tensorDataSync(id(tensor)) as Int32Array;
  }

  createVariable(name: string, shape: readonly number[], values: Float32Array): Variable {
    return this.variables.create(name, shape, values);
  }

  override valueOf(variable: Variable): Tensor {
    return this.variables.valueOf(variable);
  }

  assign(variable: Variable, values: Float32Array): void {
    this.variables.assign(variable, values);
  }

  readMoments(variable: Variable): NativeMoments {
    return this.variables.readMoments(variable);
  }

  assignMoments(variable: Variable, first: Float32Array, second: Float32Array): void {
    this.variables.assignMoments(variable, { first, second });
  }

  disposeVariable(variable: Variable): void {
    this.variables.dispose(variable);
  }

  applyAdam(
    variable: Variable,
    gradients: readonly Tensor[],
    step: AdamStep,
    biasCopies: 1 | 2,
    part: VariablePart,
  ): void {
    this.variables.applyAdam(variable, gradients, step, biasCopies, part);
  }

  padRows(a: Tensor, rows: number): Tensor {
    const [present, ...rest] = a.shape;
    if (present === rows) return this.memory.run('Identity', NONE, [id(a)]);
    const zeros = this.zeros([rows - present, ...rest]);
    const padded = this.concat([a, zeros], 0);
    this.dispose(zeros);
    return padded;
  }

  gatherRows(a: Tensor, indices: Tensor): Tensor {
    return this.memory.run('GatherV2', NONE, [id(a), id(indices), this.memory.integers(0)]);
  }

  gatherElements(a: Tensor, columns: Int32Array): Tensor {
    const coordinates = new Int32Array(2 * columns.length);
    for (let row = 0; row < columns.length; row++) {
      coordinates[2 * row] = row;
      coordinates[2 * row + 1] = columns[row];
    }
    const indices = this.int32(coordinates, [columns.length, 2]);
    const elements = this.memory.run('GatherNd', NONE, [id(a), id(indices)]);
    this.dispose(indices);
    return elements;
  }

  sumRows(a: Tensor): Tensor {
    return this.memory.run('Sum', NONE, [id(a), this.memory.integers(0)]);
  }

  sumColumns(a: Tensor): Tensor {
    return this.memory.run('Sum', this.attributes.keepDimensions, [id(a), this.memory.integers(1)]);
  }

  maxColumns(a: Tensor): Tensor {
    return this.memory.run('Max', this.attributes.keepDimensions, [id(a), this.memory.integers(1)]);
  }

  sumAll(a: Tensor): Tensor {
    return this.memory.run('Sum', NONE, [id(a), this.memory.integers(a.shape.map((_, axis) => axis))]);
  }

  sumOfSquares(summands: readonly Tensor[], part: VariablePart): Tensor {
    return this.variables.sumOfSquares(summands, part);
  }

  createSegments(segmentOfRow: Int32Array, segments: number): Segments {
    return createSegments(this.memory, segmentOfRow, segments);
  }

  firstSegments(all: Segments, segments: number): Segments {
    if (segments === all.segments) return all;
    const first = (tensor: Tensor) => native(this.sliceRows(tensor, 0, all.starts[segments]));
    return firstSegments(all as NativeSegments, segments, first);
  }

  sumSegments(a: Tensor, segments: Segments): Tensor {
    return this.memory.run('SegmentSum', NONE, [id(a), id((segments as NativeSegments).segmentOfRow)]);
  }

  spreadSegments(a: Tensor, segments: Segments): Tensor {
    return this.gatherRows(a, (segments as NativeSegments).segmentOfRow);
  }

  scatterAddRows(a: Tensor, targetRow: Tensor, rows: number): Tensor {
    return this.memory.run('UnsortedSegmentSum', NONE, [id(a), id(targetRow), this.memory.integers(rows)]);
  }

  scatterAddEmbeddings(a: Tensor, ids: Tensor, vocabulary: number): Tensor {
    return this.scope(() => {
      const isPad = this.memory.run('Equal', NONE, [id(ids), this.memory.integers(0)]);
      const one = this.memory.run('Cast', this.attributes.castToInt32, [isPad.id]);
      // PAD becomes -1, which UnsortedSegmentSum leaves out.
      return this.scatterAddRows(a, this.subtract(ids, one), vocabulary);
    });
  }

  argMax(a: Tensor): Tensor {
    return this.memory.run('ArgMax', this.attributes.int32Output, [id(a), this.memory.integers(1)]);
  }

  topK(a: Tensor, k: number): { values: Tensor; indices: Tensor } {
    const [values, indices] = this.memory.runAll('TopKV2', NONE, [id(a), this.memory.integers(k)], 2);
    return { values, indices };
  }

  dropoutMask(shape: readonly number[], rate: number, seed: number, draw: number): Tensor {
    return this.scope(() => dropoutMask(this.memory, this.attributes, shape, rate, seed, draw));
  }
}
