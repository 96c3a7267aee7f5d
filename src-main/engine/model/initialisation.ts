import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { SeededRandom } from '../tensor/seeded-random';
import type { ParameterDefinition } from '../../../src-shared/domain/model/parameter-definitions';

export interface InitialisationOptions {
  readonly scheme: RunConfiguration['INITIALISATION'];
  readonly forgetGateBias: number;
  /** Logarithms of the training targets' unigram frequencies by id, or null for the default output bias. */
  readonly outputBias: Float32Array | null;
  readonly seed: number;
}

/** Gate that the forget gate's bias belongs to, counted in kernel order: input, candidate, forget, output. */
const FORGET_GATE = 2;
const LSTM_GATES = 4;

/** The initial value of a parameter; each draws from its own stream, so that options of one leave the others alone. */
export function initialValue(definition: ParameterDefinition, options: InitialisationOptions): Float32Array {
  const random = new SeededRandom(options.seed, definition.name);
  const values =
    options.scheme === 'pytorch' ? likePyTorch(definition, random) : orthogonalScheme(definition, random);
  const { role } = definition;
  if (role.kind === 'recurrent-bias' && role.gates === LSTM_GATES) {
    const units = values.length / LSTM_GATES;
    for (let unit = 0; unit < units; unit++) values[FORGET_GATE * units + unit] += options.forgetGateBias;
  }
  if (role.kind === 'output-bias' && options.outputBias) values.set(options.outputBias);
  return values;
}

/** PyTorch's defaults: N(0, 1) embeddings with a zero PAD row, U(-1/sqrt(n), 1/sqrt(n)) elsewhere (two biases added). */
function likePyTorch(definition: ParameterDefinition, random: SeededRandom): Float32Array {
  const { role, shape } = definition;
  const fill = (bound: number, draws = 1) =>
    filled(shape, () => {
      let sum = 0;
      for (let draw = 0; draw < draws; draw++) sum += (2 * random.uniform() - 1) * bound;
      return sum;
    });
  switch (role.kind) {
    case 'embedding':
      return withoutPadding(
        filled(shape, () => random.normal()),
        shape[1],
      );
    case 'linear-kernel':
    case 'linear-bias':
    case 'output-bias':
      return fill(1 / Math.sqrt(role.inputs));
    case 'recurrent-kernel':
      return fill(1 / Math.sqrt(shape[1] / role.gates));
    case 'recurrent-bias':
      return fill(1 / Math.sqrt(shape[0] / role.gates), 2);
    case 'output-kernel':
      return fill(1 / Math.sqrt(shape[1]));
  }
}

/** Xavier uniform kernels (Glorot and Bengio 2010), orthogonal recurrent ones (Saxe et al. 2014), zero biases, N(0, 0.1) embeddings. */
function orthogonalScheme(definition: ParameterDefinition, random: SeededRandom): Float32Array {
  const { role, shape } = definition;
  switch (role.kind) {
    case 'embedding':
      return withoutPadding(
        filled(shape, () => 0.1 * random.normal()),
        shape[1],
      );
    case 'linear-kernel':
    case 'output-kernel':
      return xavier(shape[0], shape[1], random);
    case 'recurrent-kernel':
      return recurrentKernel(role.inputs, role.gates, shape[1] / role.gates, random);
    case 'linear-bias':
    case 'recurrent-bias':
    case 'output-bias':
      return new Float32Array(shape[0]);
  }
}

/** Each gate has its own Xavier input block and its own orthogonal recurrent block. */
function recurrentKernel(inputs: number, gates: number, units: number, random: SeededRandom): Float32Array {
  const width = gates * units;
  const kernel = new Float32Array((inputs + units) * width);
  for (let gate = 0; gate < gates; gate++) {
    const input = xavier(inputs, units, random);
    const recurrent = orthogonal(units, random);
    for (let row = 0; row < inputs + units; row++) {
      const block = row < inputs ? input.subarray(row * units) : recurrent.subarray((row - inputs) * units);
      kernel.set(block.subarray(0, units), row * width + gate * units);
    }
  }
  return kernel;
}

function xavier(rows: number, columns: number, random: SeededRandom): Float32Array {
  const bound = Math.sqrt(6 / (rows + columns));
  return filled([rows, columns], () => (2 * random.uniform() - 1) * bound);
}

/** An orthogonal matrix: the rows of a Gaussian one, made orthonormal by modified Gram-Schmidt. */
export function orthogonal(size: number, random: SeededRandom): Float32Array {
  const rows = Array.from({ length: size }, () => Float64Array.from({ length: size }, () => random.normal()));
  rows.forEach((row, index) => {
    for (let earlier = 0; earlier < index; earlier++) {
      const direction = rows[earlier];
      let projection = 0;
      for (let k = 0; k < size; k++) projection += row[k] * direction[k];
      for (let k = 0; k < size; k++) row[k] -= projection * direction[k];
    }
    const norm = Math.hypot(...row);
    for (let k = 0; k < size; k++) row[k] /= norm;
  });
  const matrix = new Float32Array(size * size);
  rows.forEach((row, index) => matrix.set(row, index * size));
  return matrix;
}

/** Logarithms of add-one-smoothed unigram frequencies of target ids (<SOS> and PAD, never predicted, stay at the floor). */
export function logUnigramFrequencies(targets: readonly Int32Array[], vocabulary: number): Float32Array {
  const counts = new Float64Array(vocabulary).fill(1);
  let total = vocabulary;
  for (const target of targets)
    for (let position = 1; position < target.length; position++) {
      if (target[position] === 0) break;
      counts[target[position]]++;
      total++;
    }
  return Float32Array.from(counts, (count) => Math.log(count / total));
}

function filled(shape: readonly number[], draw: () => number): Float32Array {
  return Float32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, draw);
}

/** The row of PAD (id 0) is zero and stays so: no gradient ever reaches it. */
function withoutPadding(embedding: Float32Array, width: number): Float32Array {
  return embedding.fill(0, 0, width);
}
