import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { AttentionMemory } from '../tensor/fused-operations';
import { createMemory, memoryBackward } from './attention';
import { bridgeBackward, bridgeForward } from './bridge';
import { decoderBackward } from './decoder-backward';
import { decoderForward, type DecoderRun, type DecoderStates } from './decoder';
import type { Dropout } from './dropout';
import { encoderBackward, encoderForward } from './encoder';
import type { ModelOptions } from '../../../src-shared/domain/model/model-options';
import { outputLayer, outputLoss, outputLossBackward, outputScores, type OutputStep } from './output-layer';
import { packIds, packLengths, unpack, unpaddedLength, type Packing } from './packing';
import type { Parameters } from './parameters';
import type { Gradients, Pass } from './pass';

/** Encoded pairs; PAD (0) at the end of a sentence is ignored. Sources hold at least one token, targets at least two. */
export interface Batch {
  readonly sources: readonly Int32Array[];
  readonly targets: readonly Int32Array[];
}

export interface BatchLoss {
  /** Sum of the cross-entropies over the non-PAD target positions, in nats; a scalar. */
  readonly lossSum: Tensor;
  readonly tokens: number;
}

export interface BatchGradients extends BatchLoss {
  /** Of the mean loss over the batch's tokens, by parameter name. */
  readonly gradients: Gradients;
}

/** What a model says of one target, position by position from the token after <SOS>, given the true tokens before each. */
export interface TargetScores {
  /** Of the true tokens; <EOS> last. */
  readonly logProbabilities: Float32Array;
  readonly mostLikely: Int32Array;
}

/** What decoding starts from, in the order of the sources. */
export interface Encoding {
  readonly states: DecoderStates;
  readonly memory: AttentionMemory | null;
}

/** One of the three architectures: encoder, bridge, decoder (with attention) and output layer put together. */
export class SequenceToSequence {
  constructor(
    readonly ops: TensorOperations,
    readonly options: ModelOptions,
    readonly parameters: Parameters,
  ) {}

  /** A pass over the current parameters; call inside a scope. */
  pass(dropout: Dropout | null): Pass {
    return { ops: this.ops, options: this.options, weights: this.parameters.values(), dropout };
  }

  /**
   * Loss and gradients of a batch, or of a part of one with `tokens` target tokens in all. `coins[t]` tells whether step t
   * is fed the true token. Call inside a scope.
   */
  lossAndGradients(pass: Pass, batch: Batch, coins: readonly boolean[], tokens?: number): BatchGradients {
    const { ops } = this;
    const forward = this.forward(pass, batch, coins);
    const gradients: Gradients = {};
    const loss = outputLossBackward(pass, gradients, forward.output, forward.steps, tokens);
    const decoder = decoderBackward(
      pass,
      gradients,
      forward.targetPacking,
      forward.decoder,
      loss.inputGradients,
      forward.encoding.memory,
    );
    const toEncoderRows = ops.int32(forward.rowsOfSource, [forward.rowsOfSource.length]);
    const states = decoder.initial.map((state) => state.map((part) => ops.gatherRows(part, toEncoderRows)));
    const finals = bridgeBackward(pass, gradients, forward.bridge, states);
    const outputs = decoder.memory && this.outputsGradient(pass, gradients, forward, decoder.memory);
    encoderBackward(pass, gradients, forward.encoder, outputs, finals);
    return { lossSum: loss.lossSum, tokens: loss.tokens, gradients };
  }

  /** The loss alone. All coins true: teacher-forced; all false: free-running. Call inside a scope. */
  loss(pass: Pass, batch: Batch, coins: readonly boolean[]): BatchLoss {
    const { output, steps } = this.forward(pass, batch, coins);
    return outputLoss(this.ops, output, steps);
  }

  /** Scores the targets of a batch under teacher forcing, in its order. Call inside a scope. */
  scoreTargets(pass: Pass, batch: Batch): TargetScores[] {
    const longest = Math.max(...batch.targets.map((target) => target.length));
    const coins = new Array<boolean>(longest).fill(true);
    const { output, steps, targetPacking } = this.forward(pass, batch, coins);
    const { losses, mostLikely } = outputScores(this.ops, output, steps);
    const tokens = unpack(targetPacking, mostLikely);
    return unpack(targetPacking, losses).map((sentence, row) => ({
      logProbabilities: sentence.map((loss) => -loss),
      mostLikely: tokens[row],
    }));
  }

  /** Reads the sources for decoding. Call inside a scope. */
  encode(pass: Pass, sources: readonly Int32Array[]): Encoding {
    const packing = packLengths(sources.map(unpaddedLength));
    return this.encodeInOrder(pass, sources, packing, Int32Array.from(sources.keys())).encoding;
  }

  private forward(pass: Pass, batch: Batch, coins: readonly boolean[]) {
    const { ops } = this;
    const sourcePacking = packLengths(batch.sources.map(unpaddedLength));
    const targetPacking = packLengths(batch.targets.map((target) => unpaddedLength(target) - 1));
    const encoded = this.encodeInOrder(pass, batch.sources, sourcePacking, targetPacking.order);
    const output = outputLayer(pass);
    const inputIds = ops.int32(packIds(targetPacking, batch.targets), [targetPacking.positions]);
    const { states, memory } = encoded.encoding;
    const decoder = decoderForward(pass, targetPacking, inputIds, coins, states, memory, output);
    const steps = outputSteps(targetPacking, decoder, packIds(targetPacking, batch.targets, 1));
    // Packed source row to decoder row, for the way back.
    const rowsOfSource = sourcePacking.order.map((row) => targetPacking.inverse[row]);
    return { ...encoded, sourcePacking, targetPacking, output, decoder, steps, rowsOfSource };
  }

  /** Encodes packed sources and puts states and memory into the order of the decoder's rows (`order`: rows of the batch). */
  private encodeInOrder(pass: Pass, sources: readonly Int32Array[], packing: Packing, order: Int32Array) {
    const { ops } = this;
    const ids = ops.int32(packIds(packing, sources), [packing.positions]);
    const encoder = encoderForward(pass, packing, ids);
    const bridge = bridgeForward(pass, encoder.finals);
    const sourceRows = order.map((row) => packing.inverse[row]);
    const toDecoderRows = ops.int32(sourceRows, [order.length]);
    const states = bridge.states.map((state) => state.map((part) => ops.gatherRows(part, toDecoderRows)));
    if (this.options.attention === null)
      return { encoder, bridge, encoding: { states, memory: null }, memorySource: null };
    const positions = sentencePositions(packing, sourceRows);
    const outputs = ops.gatherRows(encoder.outputs, ops.int32(positions, [positions.length]));
    const lengths = sourceRows.map((row) => packing.lengths[row]);
    const memory = createMemory(pass, outputs, lengths);
    return { encoder, bridge, encoding: { states, memory }, memorySource: { outputs, positions } };
  }

  /** Takes the gradient of the memory back to the encoder's packed order. */
  private outputsGradient(
    pass: Pass,
    gradients: Gradients,
    forward: ReturnType<SequenceToSequence['forward']>,
    memoryGradients: { readonly keys: Tensor; readonly values: Tensor },
  ): Tensor {
    const { ops } = this;
    const { outputs, positions } = forward.memorySource!;
    const memory = forward.encoding.memory!;
    const gradient = memoryBackward(
      pass,
      gradients,
      memory,
      outputs,
      memoryGradients.keys,
      memoryGradients.values,
    );
    const inverse = new Int32Array(positions.length);
    positions.forEach((packed, position) => (inverse[packed] = position));
    return ops.gatherRows(gradient, ops.int32(inverse, [inverse.length]));
  }
}

/** Packed positions of the sentences `rows`, one sentence after another. */
function sentencePositions(packing: Packing, rows: Int32Array): Int32Array {
  const positions = new Int32Array(packing.positions);
  let next = 0;
  for (const row of rows)
    for (let time = 0; time < packing.lengths[row]; time++) positions[next++] = packing.starts[time] + row;
  return positions;
}

function outputSteps(packing: Packing, run: DecoderRun, labels: Int32Array): OutputStep[] {
  return run.steps.map((step, time) => ({
    inputs: step.outputInputs,
    labels: labels.subarray(packing.starts[time], packing.starts[time + 1]),
    product: step.outputProduct,
  }));
}
