import type { TensorOperations } from '../tensor/tensor-operations';
import { createMemory } from './attention';
import { bridgeForward } from './bridge';
import { decoderKernels, decoderStep, embeddedInput, type DecoderStates } from './decoder';
import { encoderForward } from './encoder';
import { logitsOf, outputLayer } from './output-layer';
import { packIds, packLengths } from './packing';
import type { Pass } from './pass';
import type { RecurrentState } from './recurrent-cell';
import type { SequenceToSequence } from './sequence-to-sequence';

/** A hidden state, and an LSTM's cell behind it; each `[units]`. */
export type TracedState = readonly Float32Array[];

/** One time step of the decoder. */
export interface TracedStep {
  /** Over the source's positions; null without attention. */
  readonly attention: Float32Array | null;
  /** By layer. */
  readonly states: readonly TracedState[];
  /** `[vocabulary]`. */
  readonly logits: Float32Array;
}

/** All that a model computes of one sentence, layer by layer. */
export interface Trace {
  /** Final states by layer and direction. */
  readonly encoder: readonly (readonly TracedState[])[];
  /** What the bridge makes of them, by the decoder's layers. */
  readonly bridge: readonly TracedState[];
  readonly steps: readonly TracedStep[];
}

/** Follows one source and the target's tokens before each step, without dropout: for comparisons with other implementations. */
export function traceSentence(model: SequenceToSequence, source: Int32Array, target: Int32Array): Trace {
  const { ops } = model;
  return ops.scope(() => {
    const pass = model.pass(null);
    const packing = packLengths([source.length]);
    const encoder = encoderForward(pass, packing, ops.int32(packIds(packing, [source]), [source.length]));
    const bridge = bridgeForward(pass, encoder.finals);
    const memory = pass.options.attention && createMemory(pass, encoder.outputs, [source.length]);
    return {
      encoder: encoder.finals.map((directions) => directions.map((state) => readState(ops, state))),
      bridge: bridge.states.map((state) => readState(ops, state)),
      steps: traceSteps(pass, bridge.states, memory, target),
    };
  });
}

function traceSteps(
  pass: Pass,
  initial: DecoderStates,
  memory: ReturnType<typeof createMemory> | null,
  target: Int32Array,
): TracedStep[] {
  const { ops, weights } = pass;
  const [kernels, output] = [decoderKernels(pass), outputLayer(pass)];
  let states = initial;
  return Array.from(target.subarray(0, -1), (token) => {
    const embedded = ops.gatherRows(weights['decoder.embedding'], ops.int32(Int32Array.of(token), [1]));
    const step = decoderStep(pass, kernels, embeddedInput(pass, embedded), states, memory);
    states = step.cells.map((cell) => cell.state);
    return {
      attention: step.attention && ops.readFloat32(step.attention.weights),
      states: states.map((state) => readState(ops, state)),
      logits: ops.readFloat32(logitsOf(ops, output, step.outputInputs)),
    };
  });
}

function readState(ops: TensorOperations, state: RecurrentState): TracedState {
  return state.map((part) => ops.readFloat32(part));
}
