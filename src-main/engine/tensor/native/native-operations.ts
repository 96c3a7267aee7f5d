import type {
  AdamStep,
  BackendDescription,
  LstmActivations,
  Segments,
  Tensor,
  TensorOperations,
  Variable,
} from '../tensor-operations';
import type { Binding, OperationAttribute } from './binding';
import { commonAttributes } from './common-attributes';
import { NativeMemory, type NativeTensor } from './native-memory';
import { NativeVariables, type NativeVariable } from './native-variables';

interface NativeSegments extends Segments {
  /** int32 `[rows]`. */
  readonly segmentOfRow: NativeTensor;
  /** int64 `[rows, 2]` of (segment, row): the places of the weights in a sparse `[segments, rows]` matrix. */
  readonly coordinates: NativeTensor;
}

const NONE: readonly OperationAttribute[] = [];
const UINT16_VALUES = 65536;

const native = (tensor: Tensor) => tensor as NativeTensor;
const id = (tensor: Tensor) => (tensor as NativeTensor).id;
const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

/** Raw TensorFlow operations by the binding's `executeOp`: no tfjs engine, about five microseconds each. */
export class NativeOperations implements TensorOperations {
  readonly description: BackendDescription;
  private readonly memory: NativeMemory;
  private readonly variables: NativeVariables;
  private readonly attributes: ReturnType<typeof commonAttributes>;

  constructor(binding: Binding, description: Omit<BackendDescription, 'backend' | 'tensorflow'>) {
    this.description = { backend: 'native', tensorflow: binding.TF_Version, ...description };
    this.memory = new NativeMemory(binding);
    this.variables = new NativeVariables(this.memory);
    this.attributes = commonAttributes(binding);
  }

  scope<Result>(body: () => Result): Result {
    const result = this.memory.scopes.run(body);
    this.memory.trimConstants();
    return result;
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

  valueOf(variable: Variable): Tensor {
    return this.variables.read((variable as NativeVariable).value);
  }

  assign(variable: Variable, values: Float32Array): void {
    this.variables.assign((variable as NativeVariable).value, variable.shape, values);
  }

  readMoments(variable: Variable): { first: Float32Array; second: Float32Array } {
    const { firstMoment, secondMoment } = variable as NativeVariable;
    const [first, second] = [firstMoment, secondMoment].map((handle) => {
      const tensor = this.variables.read(handle);
      const values = this.readFloat32(tensor);
      this.dispose(tensor);
      return values;
    });
    return { first, second };
  }

  assignMoments(variable: Variable, first: Float32Array, second: Float32Array): void {
    const { firstMoment, secondMoment, shape } = variable as NativeVariable;
    this.variables.assign(firstMoment, shape, first);
    this.variables.assign(secondMoment, shape, second);
  }

  disposeVariable(variable: Variable): void {
    this.variables.dispose(variable as NativeVariable);
  }

  applyAdam(variable: Variable, gradient: Tensor, step: AdamStep, biasCopies: 1 | 2): void {
    this.variables.applyAdam(variable as NativeVariable, native(gradient), step, biasCopies);
  }

  add(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('AddV2', NONE, [id(a), id(b)]);
  }

  subtract(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('Sub', NONE, [id(a), id(b)]);
  }

  multiply(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('Mul', NONE, [id(a), id(b)]);
  }

  divide(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('RealDiv', NONE, [id(a), id(b)]);
  }

  scale(a: Tensor, factor: number): Tensor {
    return this.memory.run('Mul', NONE, [id(a), this.memory.scalar(factor)]);
  }

  addAll(tensors: readonly Tensor[]): Tensor {
    if (tensors.length === 1) return this.memory.run('Identity', NONE, [id(tensors[0])]);
    return this.memory.run('AddN', this.attributes.count(tensors.length), tensors.map(id));
  }

  addBias(a: Tensor, bias: Tensor): Tensor {
    return this.memory.run('BiasAdd', NONE, [id(a), id(bias)]);
  }

  tanh(a: Tensor): Tensor {
    return this.memory.run('Tanh', NONE, [id(a)]);
  }

  exp(a: Tensor): Tensor {
    return this.memory.run('Exp', NONE, [id(a)]);
  }

  log(a: Tensor): Tensor {
    return this.memory.run('Log', NONE, [id(a)]);
  }

  softmax(a: Tensor): Tensor {
    return this.memory.run('Softmax', NONE, [id(a)]);
  }

  logSoftmax(a: Tensor): Tensor {
    return this.memory.run('LogSoftmax', NONE, [id(a)]);
  }

  tanhGradient(output: Tensor, gradient: Tensor): Tensor {
    return this.memory.run('TanhGrad', NONE, [id(output), id(gradient)]);
  }

  matMul(a: Tensor, b: Tensor, transpose?: 'a' | 'b'): Tensor {
    return this.memory.run('MatMul', this.attributes.matMul[transpose ?? 'none'], [id(a), id(b)]);
  }

  batchMatMulTransposed(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('BatchMatMulV2', this.attributes.adjointFirst, [id(a), id(b)]);
  }

  reshape(a: Tensor, shape: readonly number[]): Tensor {
    return this.memory.run('Reshape', NONE, [id(a), this.memory.integers(shape)]);
  }

  transpose(a: Tensor): Tensor {
    return this.memory.run('Transpose', NONE, [id(a), this.memory.integers([1, 0])]);
  }

  concat(tensors: readonly Tensor[], axis: 0 | 1): Tensor {
    if (tensors.length === 1) return this.memory.run('Identity', NONE, [id(tensors[0])]);
    const type = native(tensors[0]).dtype;
    return this.memory.run('ConcatV2', this.attributes.count(tensors.length, type), [
      ...tensors.map(id),
      this.memory.integers(axis),
    ]);
  }

  sliceRows(a: Tensor, begin: number, count: number): Tensor {
    const rank = a.shape.length;
    const start = [begin, ...new Array<number>(rank - 1).fill(0)];
    const size = [count, ...new Array<number>(rank - 1).fill(-1)];
    return this.memory.run('Slice', NONE, [id(a), this.memory.integers(start), this.memory.integers(size)]);
  }

  splitColumns(a: Tensor, sizes: readonly number[]): Tensor[] {
    if (sizes.length === 1) return [this.memory.run('Identity', NONE, [id(a)])];
    const inputs = [id(a), this.memory.integers(sizes), this.memory.integers(1)];
    return this.memory.runAll('SplitV', this.attributes.split(sizes.length), inputs, sizes.length);
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
    columns.forEach((column, row) => coordinates.set([row, column], 2 * row));
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

  sumOfSquares(a: Tensor): Tensor {
    const half = this.memory.run('L2Loss', NONE, [id(a)]);
    const whole = this.scale(half, 2);
    this.dispose(half);
    return whole;
  }

  createSegments(segmentOfRow: Int32Array, segments: number): Segments {
    const rows = segmentOfRow.length;
    const starts = new Int32Array(segments + 1).fill(rows);
    // int64 as pairs of 32-bit words, little-endian; all values are small and not negative.
    const words = new Int32Array(4 * rows);
    for (let row = rows - 1; row >= 0; row--) {
      starts[segmentOfRow[row]] = row;
      words[4 * row] = segmentOfRow[row];
      words[4 * row + 2] = row;
    }
    return {
      segments,
      rows,
      starts,
      segmentOfRow: this.memory.create(segmentOfRow, [rows], this.memory.binding.TF_INT32),
      coordinates: this.memory.create(words, [rows, 2], this.memory.binding.TF_INT64),
    } as NativeSegments;
  }

  firstSegments(all: Segments, segments: number): Segments {
    if (segments === all.segments) return all;
    const { starts, segmentOfRow, coordinates } = all as NativeSegments;
    const rows = starts[segments];
    return {
      segments,
      rows,
      starts: starts.subarray(0, segments + 1),
      segmentOfRow: this.sliceRows(segmentOfRow, 0, rows),
      coordinates: this.sliceRows(coordinates, 0, rows),
    } as NativeSegments;
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

  weightedSegmentSum(weights: Tensor, rows: Tensor, segments: Segments): Tensor {
    const { coordinates } = segments as NativeSegments;
    const shape = this.memory.create(
      Int32Array.of(segments.segments, 0, segments.rows, 0),
      [2],
      this.memory.binding.TF_INT64,
    );
    const sums = this.memory.run('SparseTensorDenseMatMul', NONE, [
      id(coordinates),
      id(weights),
      shape.id,
      id(rows),
    ]);
    this.dispose(shape);
    return sums;
  }

  argMax(a: Tensor): Tensor {
    return this.memory.run('ArgMax', this.attributes.int32Output, [id(a), this.memory.integers(1)]);
  }

  topK(a: Tensor, k: number): { values: Tensor; indices: Tensor } {
    const [values, indices] = this.memory.runAll('TopKV2', NONE, [id(a), this.memory.integers(k)], 2);
    return { values, indices };
  }

  /** Sixteen random bits per element, half the cost of a float each; the rate is rounded to 1/65536. */
  dropoutMask(shape: readonly number[], rate: number, seed: number, draw: number): Tensor {
    return this.scope(() => {
      const { memory, attributes } = this;
      const size = sizeOf(shape);
      const threshold = Math.round(rate * UINT16_VALUES);
      const words = Math.ceil(size / 2);
      const seeds = this.int32(Int32Array.of(seed, draw), [2]);
      const random = memory.run('StatelessRandomUniformFullInt', attributes.int32Random, [
        memory.integers([words]),
        id(seeds),
      ]);
      const halves = memory.run('Bitcast', attributes.bitcastToUint16, [random.id]);
      const limit = memory.run('Cast', attributes.castToUint16, [memory.integers(threshold)]);
      const kept = memory.run('GreaterEqual', NONE, [halves.id, limit.id]);
      const flat = this.reshape(memory.run('Cast', attributes.castToFloat, [kept.id]), [2 * words]);
      const mask = this.reshape(2 * words === size ? flat : this.sliceRows(flat, 0, size), shape);
      return this.scale(mask, UINT16_VALUES / (UINT16_VALUES - threshold));
    });
  }

  lstmCell(inputs: Tensor, kernel: Tensor, bias: Tensor, previousCell: Tensor): LstmActivations {
    const { memory } = this;
    const products = this.matMul(inputs, kernel);
    const gates = this.addBias(products, bias);
    const [i, g, f, o] = memory.runAll('Split', this.attributes.fourWays, [memory.integers(1), id(gates)], 4);
    const inputGate = memory.run('Sigmoid', NONE, [i.id]);
    const candidate = memory.run('Tanh', NONE, [g.id]);
    const forgetGate = memory.run('Sigmoid', NONE, [f.id]);
    const outputGate = memory.run('Sigmoid', NONE, [o.id]);
    const written = this.multiply(inputGate, candidate);
    const remembered = this.multiply(forgetGate, previousCell);
    const cell = this.add(written, remembered);
    const cellTanh = this.tanh(cell);
    const hidden = this.multiply(outputGate, cellTanh);
    this.dispose(products, gates, i, g, f, o, written, remembered);
    return { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh, hidden };
  }

  /** `LSTMBlockCellGrad` reads only the shapes of x, h and w, so any tensors of those shapes do. */
  lstmCellGradient(
    activations: LstmActivations,
    bias: Tensor,
    hiddenGradient: Tensor,
    cellGradient: Tensor,
  ): { gates: Tensor; previousCell: Tensor } {
    const { memory } = this;
    const units = activations.hidden.shape[1];
    const hidden = id(activations.hidden);
    const noPeephole = memory.zeros([units]);
    const { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh } = activations;
    const inputs = [
      ...[hidden, id(previousCell), hidden, memory.zeros([2 * units, 4 * units])],
      ...[noPeephole, noPeephole, noPeephole, id(bias)],
      ...[inputGate, cell, forgetGate, outputGate, candidate, cellTanh, cellGradient, hiddenGradient].map(id),
    ];
    const [previous, gates, ...peepholes] = memory.runAll(
      'LSTMBlockCellGrad',
      this.attributes.noPeephole,
      inputs,
      5,
    );
    this.dispose(...peepholes);
    return { gates, previousCell: previous };
  }
}
