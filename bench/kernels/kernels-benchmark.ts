import { attentionMemory } from '../../src-main/engine/tensor/attention-memory';
import { loadBinding } from '../../src-main/engine/tensor/native/binding';
import { NativeOperations } from '../../src-main/engine/tensor/native/native-operations';
import { readRuntimeManifest } from '../../src-main/engine/tensor/runtime-manifest';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../src-main/engine/tensor/tensor-operations';
import { UserError } from '../../src-shared/domain/errors';
import type { Progress } from '../benchmark';
import { median } from '../report/statistics';

export interface KernelTimes {
  readonly operation: string;
  /** Medians, in seconds. */
  readonly composed: number;
  readonly compiled: number;
}

const ROUNDS = 60;
const WARM_UP = 10;

/** Sizes of one replica's share of a batch of the specification. */
const ROWS = 32;
const UNITS = 256;
const CONTEXT_UNITS = 512;
const VOCABULARY = 5000;
const LENGTHS = Array.from({ length: ROWS }, (_, row) => 50 - Math.floor((45 * row) / (ROWS - 1)));

/** Times each fused operation composed of TensorFlow's and compiled, taking turns. One thread, as in a replica. */
export async function kernelsBenchmark(progress: Progress): Promise<KernelTimes[]> {
  const compiled = await selectBackend();
  const manifest = readRuntimeManifest(import.meta.dirname)!;
  if (compiled.description.fusedKernels !== 'compiled' || manifest.tensorflow.kind !== 'native')
    throw new UserError('There are no compiled kernels here; see what `npm run setup` says about them');
  const composed = new NativeOperations(loadBinding(manifest.tensorflow.binding), {
    ...compiled.description,
    fusedKernels: 'composed',
  });
  const [first, second] = [operationsOf(composed), operationsOf(compiled)];
  return Object.keys(first).map((operation) => {
    progress(operation);
    const times = { composed: [] as number[], compiled: [] as number[] };
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const both = {
        composed: timed(composed, first[operation]),
        compiled: timed(compiled, second[operation]),
      };
      if (round < WARM_UP) continue;
      times.composed.push(both.composed);
      times.compiled.push(both.compiled);
    }
    return { operation, composed: median(times.composed), compiled: median(times.compiled) };
  });
}

function timed(ops: TensorOperations, run: () => unknown): number {
  const started = performance.now();
  ops.scope(() => void run());
  return (performance.now() - started) / 1000;
}

/** What is timed, on tensors that are made once. */
function operationsOf(ops: TensorOperations): Record<string, () => unknown> {
  const { fused } = ops;
  let state = 1;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
  const numbers = (...shape: number[]) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    return ops.float32(Float32Array.from({ length: size }, random), shape);
  };
  const positions = LENGTHS.reduce((sum, length) => sum + length, 0);
  const memory = attentionMemory(ops, numbers(positions, CONTEXT_UNITS), numbers(positions, UNITS), LENGTHS);
  const energy = { kernel: numbers(UNITS, 1), outerTanh: true };
  const [cell, hidden, query] = [numbers(ROWS, UNITS), numbers(ROWS, UNITS), numbers(ROWS, UNITS)];
  const [gates, bias] = [numbers(ROWS, 4 * UNITS), numbers(4 * UNITS)];
  const step = fused.lstmCell(gates, bias, cell);
  const look = fused.attention(memory, query, energy);
  const context = numbers(ROWS, CONTEXT_UNITS);
  const layer = fused.packKernel(numbers(4 * UNITS, 4 * UNITS), 1);
  const output = fused.packKernel(numbers(UNITS, VOCABULARY), 1);
  const [logits, outputBias] = [numbers(256, VOCABULARY), numbers(VOCABULARY)];
  const labels = Int32Array.from({ length: 256 }, (_, row) => row % VOCABULARY);
  return {
    'RNN cell': () => fused.rnnCell(hidden, cell),
    'RNN cell, gradient': () => fused.rnnCellGradient(hidden, cell, query),
    'LSTM cell': () => fused.lstmCell(gates, bias, cell),
    'LSTM cell, gradient': () => fused.lstmCellGradient(step, hidden, query, cell),
    attention: () => fused.attention(memory, query, energy),
    'attention, gradient': () => fused.attentionGradient(memory, look, energy, context, memory.keys),
    'product of a decoder layer': () => fused.thinProduct([context, hidden, cell], layer),
    'logits and next tokens of a time step': () => fused.predict([hidden], output, outputBias, ROWS),
    'likeliest 3 tokens of a decoding step': () => fused.likeliest([hidden], output, outputBias, 3),
    'cross-entropy of 256 tokens, gradient': () =>
      fused.crossEntropyGradient([logits], outputBias, labels, { scale: 1 / 256, labelSmoothing: 0 }),
  };
}
