import {
  decoderKernels,
  decoderStep,
  embeddedInput,
  type DecoderStates,
} from '../../src-main/engine/model/decoder';
import { logitsOf, outputLayer } from '../../src-main/engine/model/output-layer';
import type { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import { EOS, SOS } from '../../src-main/engine/text/special-tokens';

/** Log-probabilities of the whole vocabulary at each step of one sentence, fed one token at a time. */
function* steps(
  model: SequenceToSequence,
  source: Int32Array,
): Generator<Float32Array, void, number | undefined> {
  const { ops } = model;
  const pass = model.pass(null);
  const { states: initial, memory } = model.encode(pass, [source]);
  const [kernels, output] = [decoderKernels(pass), outputLayer(pass)];
  let states: DecoderStates = initial;
  let token = SOS;
  while (true) {
    const embedded = ops.gatherRows(pass.weights['decoder.embedding'], ops.int32(Int32Array.of(token), [1]));
    const step = decoderStep(pass, kernels, embeddedInput(pass, embedded), states, memory);
    states = step.cells.map((cell) => cell.state);
    token = (yield ops.readFloat32(ops.logSoftmax(logitsOf(ops, output, step.outputInputs)))) ?? Number.NaN;
  }
}

/** Log-probability of every token of a target behind <SOS>, each step fed the true token before it. */
export function stepwiseLogProbabilities(
  model: SequenceToSequence,
  source: Int32Array,
  target: Int32Array,
): number[] {
  return model.ops.scope(() => {
    const decoder = steps(model, source);
    let logProbabilities = decoder.next().value!;
    return Array.from(target.subarray(1), (token) => {
      const own = logProbabilities[token];
      logProbabilities = decoder.next(token).value!;
      return own;
    });
  });
}

/** What the model writes greedily behind a prefix (without <SOS>): prefix and continuation, up to and with <EOS>. */
export function continueGreedily(
  model: SequenceToSequence,
  source: Int32Array,
  prefix: readonly number[],
  maximumLength: number,
): number[] {
  return model.ops.scope(() => {
    const decoder = steps(model, source);
    let logProbabilities = decoder.next().value!;
    const tokens: number[] = [];
    while (tokens.length < maximumLength && tokens.at(-1) !== EOS) {
      const best = logProbabilities.indexOf(Math.max(...logProbabilities));
      tokens.push(prefix[tokens.length] ?? best);
      logProbabilities = decoder.next(tokens.at(-1)).value!;
    }
    return tokens;
  });
}

/** Log-probabilities of the whole vocabulary behind a prefix (without <SOS>). */
export function nextLogProbabilities(
  model: SequenceToSequence,
  source: Int32Array,
  prefix: readonly number[],
): Float32Array {
  return model.ops.scope(() => {
    const decoder = steps(model, source);
    let logProbabilities = decoder.next().value!;
    for (const token of prefix) logProbabilities = decoder.next(token).value!;
    return logProbabilities;
  });
}
