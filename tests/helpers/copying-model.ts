import { parameterDefinitions } from '../../src-shared/domain/model/parameter-definitions';
import { Parameters } from '../../src-main/engine/model/parameters';
import { modelOptions } from '../../src-shared/domain/model/model-options';
import { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import type { TensorOperations } from '../../src-main/engine/tensor/tensor-operations';
import { EOS, SOS, SPECIAL_TOKENS } from '../../src-main/engine/text/special-tokens';
import { tinyConfiguration } from './engine-jobs';

/** What it can copy; source token k (from 0) is copied k + 1 times. */
const COPIED = 4;
const SPECIALS = SPECIAL_TOKENS.length;
/** For each target token, the source token (from 0) that it is a copy of: `0 1 1 2 2 2 3 3 3 3`. */
const COPY_OF = Array.from({ length: COPIED }, (_, token) => new Array<number>(token + 1).fill(token)).flat();
/** The target begins with a token that needs nothing of the source. */
const BEGIN = SPECIALS;
const FIRST_COPY = BEGIN + 1;
/** Every target: the beginning, the copies in this order, the end. */
const CHAIN = [BEGIN, ...COPY_OF.map((_, copy) => FIRST_COPY + copy), EOS];
const UNITS = COPIED + CHAIN.length;

export const COPIED_TOKENS = Array.from({ length: COPIED }, (_, token) => SPECIALS + token);
/** What the model writes for every source that has all tokens to be copied. */
export const COPIES: readonly number[] = CHAIN.slice(0, -1);

/**
 * An LSTM with attention whose weights are set by hand: it knows by heart which token comes when, looks for the one to be
 * copied next, and writes it with a probability that grows with what attention brings. `sharpness` 0 makes its attention
 * even; nothing else is changed.
 */
export function copyingModel(ops: TensorOperations, sharpness = 5): SequenceToSequence {
  const options = modelOptions('lstm-attention', configuration, {
    source: SPECIALS + COPIED,
    target: FIRST_COPY + COPY_OF.length,
  });
  const definitions = parameterDefinitions(options);
  const values = new Map(definitions.map(({ name, shape }) => [name, new Matrix(shape)]));
  const matrix = (name: string) => values.get(name)!;
  COPIED_TOKENS.forEach((token, unit) => matrix('encoder.embedding').set(token, unit, 1));
  CHAIN.slice(0, -1).forEach((token, place) => matrix('decoder.embedding').set(token, place + 1, 1));
  matrix('decoder.embedding').set(SOS, 0, 1);
  for (const layer of ['encoder.layer0.forward', 'decoder.layer0']) keepNothing(matrix(`${layer}.bias`));
  for (let token = 0; token < COPIED; token++) {
    matrix('encoder.layer0.forward.kernel').set(token, GATE + token, 20);
    matrix('attention.key').set(token, token, 2);
    matrix('decoder.layer0.kernel').set(UNITS + token, GATE + token, 1.5);
  }
  CHAIN.forEach((token, place) => {
    const unit = COPIED + place;
    matrix('decoder.layer0.kernel').set(place, GATE + unit, 20);
    matrix('output.kernel').set(token, unit, 6);
    const [copied, next] = [COPY_OF[place - 1], COPY_OF[place]];
    if (copied !== undefined) matrix('output.kernel').set(token, copied, 4);
    if (next !== undefined) matrix('attention.query').set(unit, next, 2);
  });
  for (let unit = 0; unit < UNITS; unit++) {
    // Only where key and query meet is the sum above 0.
    matrix('attention.bias').set(0, unit, -2.25);
    matrix('attention.energy').set(unit, 0, sharpness);
  }
  const parameters = Parameters.create(ops, definitions, ({ name }) => matrix(name).values);
  return new SequenceToSequence(ops, options, parameters);
}

const configuration = tinyConfiguration({
  EMBEDDING_DIM: UNITS,
  HIDDEN_DIM: UNITS,
  NUM_LAYERS: 1,
  DECODER_LAYERS: 1,
  BIDIRECTIONAL: false,
  BRIDGE: 'average',
  ENERGY_OUTER_TANH: false,
  ENCODER_PROJECTION: false,
});

/** Column at which the cell's new content begins: gates are input, content, forget, output. */
const GATE = UNITS;

/** An LSTM cell that takes in all that is new and forgets all that was. */
function keepNothing(bias: Matrix): void {
  for (let unit = 0; unit < UNITS; unit++) {
    bias.set(0, unit, 20);
    bias.set(0, 2 * UNITS + unit, -20);
    bias.set(0, 3 * UNITS + unit, 20);
  }
}

/** A matrix, or a vector as a row, of zeros that can be set. */
class Matrix {
  readonly values: Float32Array;
  private readonly columns: number;

  constructor(shape: readonly number[]) {
    this.values = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
    this.columns = shape.at(-1)!;
  }

  set(row: number, column: number, value: number): void {
    this.values[row * this.columns + column] = value;
  }
}
