/** The three architectures for one sentence pair, written as the design states them and without any thought of speed. */
import * as tf from '@tensorflow/tfjs';
import { attend, crossEntropy, embed, linear, project, recurrentLayer, recurrentStep } from './layers';
import type { Parameters, State } from './layers';
import { hasLinearBridge } from './parameters';
import type { ReferenceOptions } from './options';

/** Ids with `<SOS>` and `<EOS>`, without `<PAD>`. */
export interface ReferenceExample {
  readonly source: readonly number[];
  readonly target: readonly number[];
}

interface Encoding {
  /** Of the top layer, `[positions, units]` or with both directions side by side `[positions, 2 units]`. */
  readonly outputs: tf.Tensor;
  /** Final states of each layer and direction, `[layer][direction]`. */
  readonly finals: readonly (readonly State[])[];
}

function zeroState({ architecture, units }: ReferenceOptions): State {
  return { hidden: tf.zeros([1, units]), cell: architecture === 'vanilla-rnn' ? null : tf.zeros([1, units]) };
}

/** Reads a source sentence. */
export function encode(
  options: ReferenceOptions,
  parameters: Parameters,
  source: readonly number[],
): Encoding {
  const directions = options.bidirectional ? (['forward', 'backward'] as const) : (['forward'] as const);
  const finals: State[][] = [];
  let outputs = embed(parameters['encoder.embedding'], source);
  for (let layer = 0; layer < options.encoderLayers; layer++) {
    const results = directions.map((direction) =>
      recurrentLayer(
        parameters,
        `encoder.layer${layer}.${direction}`,
        outputs,
        zeroState(options),
        direction,
      ),
    );
    outputs = tf.concat(
      results.map((result) => result.outputs),
      1,
    );
    finals.push(results.map((result) => result.final));
  }
  return { outputs, finals };
}

function combineDirections(
  options: ReferenceOptions,
  parameters: Parameters,
  directions: readonly tf.Tensor[],
  part: 'hidden' | 'cell',
): tf.Tensor {
  if (hasLinearBridge(options))
    return tf.tanh(linear(parameters, `bridge.${part}`, tf.concat([...directions], 1)));
  const sum = tf.addN([...directions]);
  return options.bridge === 'average' ? tf.div(sum, directions.length) : sum;
}

/** Initial decoder states. Decoder layers take the top encoder layers where there are fewer of them. */
export function bridge(options: ReferenceOptions, parameters: Parameters, { finals }: Encoding): State[] {
  return finals.slice(options.encoderLayers - options.decoderLayers).map((directions) => {
    const hidden = directions.map((state) => state.hidden);
    const cells = directions.flatMap((state) => (state.cell === null ? [] : [state.cell]));
    return {
      hidden: combineDirections(options, parameters, hidden, 'hidden'),
      cell: cells.length === 0 ? null : combineDirections(options, parameters, cells, 'cell'),
    };
  });
}

/** What the decoder attends to, `[positions, units]`; null without attention. */
function attendedOutputs(
  options: ReferenceOptions,
  parameters: Parameters,
  outputs: tf.Tensor,
): tf.Tensor | null {
  if (options.architecture !== 'lstm-attention') return null;
  return options.encoderProjection ? linear(parameters, 'encoder.projection', outputs) : outputs;
}

function decoderStep(
  options: ReferenceOptions,
  parameters: Parameters,
  attended: tf.Tensor | null,
  states: readonly State[],
  inputId: number,
): { readonly logits: tf.Tensor; readonly states: State[] } {
  const embedded = embed(parameters['decoder.embedding'], [inputId]);
  let input = embedded;
  const beside: tf.Tensor[] = [];
  if (attended !== null) {
    // The query is the top layer's hidden state before this step.
    const { context } = attend(
      parameters,
      states[states.length - 1].hidden,
      attended,
      options.energyOuterTanh,
    );
    input = tf.concat([input, context], 1);
    if (options.outputInput !== 'hidden') beside.push(context);
    if (options.outputInput === 'hidden-context-embedding') beside.push(embedded);
  }
  const next = states.map((state, layer) => {
    const stepped = recurrentStep(parameters, `decoder.layer${layer}`, input, state);
    input = stepped.hidden;
    return stepped;
  });
  return { logits: project(parameters, tf.concat([input, ...beside], 1)), states: next };
}

/**
 * Sum of the cross-entropies, with labels smoothed as the options say, of a sentence's target tokens after `<SOS>`.
 *
 * @param teacherForced whether step t reads the target's own token rather than the most probable one of step t - 1;
 *   step 0 always reads `<SOS>`.
 */
export function sentenceLoss(
  options: ReferenceOptions,
  parameters: Parameters,
  { source, target }: ReferenceExample,
  teacherForced: readonly boolean[],
): tf.Tensor {
  const encoding = encode(options, parameters, source);
  const attended = attendedOutputs(options, parameters, encoding.outputs);
  let states = bridge(options, parameters, encoding);
  let prediction = target[0];
  const losses: tf.Tensor[] = [];
  for (let step = 0; step + 1 < target.length; step++) {
    const inputId = step === 0 || teacherForced[step] ? target[step] : prediction;
    const result = decoderStep(options, parameters, attended, states, inputId);
    losses.push(crossEntropy(result.logits, target[step + 1], options.labelSmoothing));
    prediction = tf.argMax(result.logits, 1).dataSync()[0];
    states = result.states;
  }
  return tf.addN(losses);
}
