import type { ModelOptions } from '../../../../../src-shared/domain/model/model-options';
import { type Part, partOfModule } from '../naming/parts';
import type { ParityProbe } from './certificate';

/** States by layer (of the encoder: by layer and direction) as PyTorch had them: hidden, and an LSTM's cell. */
type States = readonly (readonly (readonly number[])[])[];

/** What a certificate tells of the layers of one sentence; null where the notebook's modules do not show it. */
export interface ModuleValues {
  readonly encoder: States | null;
  /** Before its tanh: hidden states of all decoder layers, then the cells. */
  readonly bridge: readonly (readonly number[])[] | null;
  /** Attention weights by step. */
  readonly attention: readonly (readonly number[])[] | null;
  /** By step. */
  readonly decoder: readonly States[] | null;
}

/** Calls of a module: the flat tensors that each gave back. */
type Calls = readonly (readonly (readonly number[])[])[];

/** Finds a model's layers among the modules of a notebook. */
export function moduleValues(probe: ParityProbe, options: ModelOptions): ModuleValues {
  const states = options.cell === 'lstm' ? 2 : 1;
  const directions = options.bidirectional ? 2 : 1;
  const encoderStates = options.encoderLayers * directions;
  const [encoder] = callsOf(probe, 'encoder');
  const [decoder] = callsOf(probe, 'decoder');
  const steps = probe.target.length - 1;
  return {
    encoder: encoder?.length === 1 ? statesOf(encoder[0], encoderStates, states, options.units) : null,
    bridge: bridgeOf(probe, options),
    attention: attentionOf(probe, options, steps),
    decoder:
      decoder?.length === steps
        ? allKnown(decoder.map((call) => statesOf(call, options.decoderLayers, states, options.units)))
        : null,
  };
}

/** Of every module that is this part. */
function callsOf({ modules }: ParityProbe, part: Part): Calls[] {
  return Object.entries(modules).flatMap(([name, calls]) => (partOfModule(name) === part ? [calls] : []));
}

/** The last tensors that a recurrent module gives back: all layers' hidden states, then all layers' cells. */
function statesOf(
  call: readonly (readonly number[])[],
  layers: number,
  states: number,
  units: number,
): States | null {
  const parts = call.slice(-states);
  if (parts.length !== states || parts.some(({ length }) => length !== layers * units)) return null;
  return Array.from({ length: layers }, (_, layer) =>
    parts.map((part) => part.slice(layer * units, (layer + 1) * units)),
  );
}

function bridgeOf(
  probe: ParityProbe,
  { bridge, cell, decoderLayers, units }: ModelOptions,
): ModuleValues['bridge'] {
  if (bridge !== 'linear-tanh') return null;
  const parts: readonly Part[] =
    cell === 'lstm' ? ['bridge of hidden states', 'bridge of cells'] : ['bridge of hidden states'];
  return allKnown(
    parts.map((part) => {
      const [calls] = callsOf(probe, part);
      const values = calls?.flatMap((call) => call.flat()) ?? [];
      return values.length === decoderLayers * units ? values : null;
    }),
  );
}

/** As the attention module gives them back; else from the energies. */
function attentionOf(
  probe: ParityProbe,
  { attention }: ModelOptions,
  steps: number,
): ModuleValues['attention'] {
  if (attention === null) return null;
  const positions = probe.source.length;
  const ofModules = Object.entries(probe.modules)
    .filter(([name]) => /att/i.test(name) && partOfModule(name) === null)
    .map(([, calls]) =>
      allKnown(calls.map((call) => call.find((tensor) => isDistribution(tensor, positions)) ?? null)),
    );
  const given = ofModules.find((weights) => weights?.length === steps);
  if (given) return given;
  const energies = callsOf(probe, 'energy')[0]?.map((call) => call[0]);
  if (energies?.length !== steps || energies.some((row) => row?.length !== positions)) return null;
  return energies.map((row) => softmax(attention.outerTanh ? row.map(Math.tanh) : row));
}

function isDistribution(tensor: readonly number[], length: number): boolean {
  const sum = tensor.reduce((total, value) => total + value, 0);
  return tensor.length === length && tensor.every((value) => value >= 0) && Math.abs(sum - 1) < 1e-3;
}

function softmax(energies: readonly number[]): number[] {
  const largest = Math.max(...energies);
  const exponentials = energies.map((energy) => Math.exp(energy - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

function allKnown<Value>(values: readonly (Value | null)[]): Value[] | null {
  return values.every((value) => value !== null) ? (values as Value[]) : null;
}
