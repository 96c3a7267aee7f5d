import { GATES, type CellKind } from '../../../../../src-shared/domain/model/model-options';
import type { NamedArray } from '../../safetensors';

/** A matrix or vector without its name. */
export type Values = Omit<NamedArray, 'name'>;

/** The four tensors of one layer and direction as `nn.LSTM` and `nn.RNN` have them: weights `[gates * units, inputs]`. */
export interface PyTorchCell {
  readonly weight_ih: Values;
  readonly weight_hh: Values;
  readonly bias_ih: Values;
  readonly bias_hh: Values;
}

/** Our kernel `[inputs + units, gates * units]` and bias `[gates * units]`. */
export interface OurCell {
  readonly kernel: Values;
  readonly bias: Values;
}

/** Place of each of our gates (input, candidate, forget, output) among PyTorch's (input, forget, candidate, output). */
const PYTORCH_GATE: Readonly<Record<CellKind, readonly number[]>> = { rnn: [0], lstm: [0, 2, 1, 3] };

/** PyTorch's two biases are added, so one stands for both. */
export function cellFromPyTorch(
  kind: CellKind,
  { weight_ih, weight_hh, bias_ih, bias_hh }: PyTorchCell,
): OurCell {
  const [inputs, units] = [weight_ih.shape[1], weight_hh.shape[1]];
  const width = GATES[kind] * units;
  const kernel = new Float32Array((inputs + units) * width);
  const bias = new Float32Array(width);
  forEachColumn(kind, units, (ours, theirs) => {
    for (let row = 0; row < inputs; row++)
      kernel[row * width + ours] = weight_ih.values[theirs * inputs + row];
    for (let row = 0; row < units; row++)
      kernel[(inputs + row) * width + ours] = weight_hh.values[theirs * units + row];
    bias[ours] = bias_ih.values[theirs] + bias_hh.values[theirs];
  });
  return {
    kernel: { shape: [inputs + units, width], values: kernel },
    bias: { shape: [width], values: bias },
  };
}

/** The reverse: the whole bias becomes the first of PyTorch's two, the second is zero. */
export function cellToPyTorch(kind: CellKind, { kernel, bias }: OurCell): PyTorchCell {
  const width = bias.shape[0];
  const units = width / GATES[kind];
  const inputs = kernel.shape[0] - units;
  const [ih, hh] = [new Float32Array(width * inputs), new Float32Array(width * units)];
  const bias_ih = new Float32Array(width);
  forEachColumn(kind, units, (ours, theirs) => {
    for (let row = 0; row < inputs; row++) ih[theirs * inputs + row] = kernel.values[row * width + ours];
    for (let row = 0; row < units; row++)
      hh[theirs * units + row] = kernel.values[(inputs + row) * width + ours];
    bias_ih[theirs] = bias.values[ours];
  });
  return {
    weight_ih: { shape: [width, inputs], values: ih },
    weight_hh: { shape: [width, units], values: hh },
    bias_ih: { shape: [width], values: bias_ih },
    bias_hh: { shape: [width], values: new Float32Array(width) },
  };
}

function forEachColumn(kind: CellKind, units: number, visit: (ours: number, theirs: number) => void): void {
  PYTORCH_GATE[kind].forEach((gate, ours) => {
    for (let unit = 0; unit < units; unit++) visit(ours * units + unit, gate * units + unit);
  });
}

/** A kernel `[inputs, outputs]` from the weight `[outputs, inputs]` of `nn.Linear`, and back. */
export function transposed({ shape: [rows, columns], values }: Values): Values {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = values[row * columns + column];
  return { shape: [columns, rows], values: result };
}

/** Rows `[begin, end)` of a matrix. */
export function rowsOf({ shape: [, columns], values }: Values, begin: number, end: number): Values {
  return { shape: [end - begin, columns], values: values.slice(begin * columns, end * columns) };
}

/** Matrices of one width below each other. */
export function below(parts: readonly Values[]): Values {
  const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  let start = 0;
  for (const part of parts) {
    values.set(part.values, start);
    start += part.values.length;
  }
  return { shape: [rows, ...parts[0].shape.slice(1)], values };
}

/** The sum of vectors of `length`; zeros where there are none. */
export function sumOf(vectors: readonly Values[], length: number): Values {
  const values = new Float32Array(length);
  for (const vector of vectors) vector.values.forEach((value, index) => (values[index] += value));
  return { shape: [length], values };
}
