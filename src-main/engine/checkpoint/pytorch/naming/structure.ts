import type { Architecture } from '../../../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../../../src-shared/domain/configuration';
import type { Assumption } from '../../../../../src-shared/domain/import';
import type { FoundTensors } from './found-tensors';
import { moduleOf, type Part } from './parts';
import type { CellKind } from '../../../../../src-shared/domain/model/model-options';

/** What the names and shapes of a checkpoint's tensors say of its model. */
export interface Structure {
  readonly architecture: Architecture;
  readonly cell: CellKind;
  readonly sourceVocabulary: number;
  readonly targetVocabulary: number;
  readonly embedding: number;
  readonly units: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  readonly bidirectional: boolean;
  /** The parts of a learned bridge; `all` where one layer serves hidden states and cells alike. */
  readonly bridge: 'parts' | 'all' | null;
  readonly projection: boolean;
  readonly attention: AttentionStructure | null;
  readonly outputInput: RunConfiguration['OUTPUT_INPUT'];
}

interface AttentionStructure {
  /** Null where one kernel reads the decoder's state and the encoder's output side by side. */
  readonly split: { readonly encoder: Part; readonly decoder: Part } | null;
  /** Of a row of what is attended to. */
  readonly contextUnits: number;
  readonly outerTanh: boolean;
  readonly energyBias: boolean;
}

/** What was inferred, what was assumed, and what cannot be a model of ours. */
export interface Inference {
  readonly structure: Structure;
  readonly assumed: readonly Assumption[];
  /** Assumptions that no setting decides, in words. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/** Rows of a recurrent layer's weights for each unit. */
const CELL_BY_ROWS: Readonly<Record<number, CellKind | 'gru'>> = { 1: 'rnn', 4: 'lstm', 3: 'gru' };

const ATTENTION_PARTS: readonly Part[] = [
  'attention kernel',
  'first attention kernel',
  'second attention kernel',
  'energy',
];

/** Infers a model's structure. `settings` decide what shapes cannot tell. */
export function inferStructure(found: FoundTensors, settings: Partial<RunConfiguration>): Inference {
  const problems: string[] = [];
  const { cell, units } = inferCell(found, problems);
  const bidirectional = found.hasBackward('encoder');
  const encoderLayers = found.layers('encoder');
  const decoderLayers = found.layers('decoder');
  const hasAttention = ATTENTION_PARTS.some((part) => found.has(part));
  const architecture = hasAttention ? 'lstm-attention' : cell === 'rnn' ? 'vanilla-rnn' : 'lstm';
  problems.push(...unknownCombinations(architecture, cell, encoderLayers, decoderLayers));
  const bridge = inferBridge(found);
  if (bridge !== null && architecture === 'vanilla-rnn' && !bidirectional)
    problems.push('unsupported: a learned bridge behind a vanilla RNN that reads one way');
  if (bridge === null && settings.BRIDGE === 'linear-tanh')
    problems.push('missing: the learned bridge of BRIDGE=linear-tanh, such as encoder.fc_hidden.weight');
  const projection = found.has('projection of encoder outputs');
  const contextUnits = projection || !bidirectional ? units : 2 * units;
  const notes: string[] = [];
  const attention = hasAttention ? inferAttention(found, settings, units, contextUnits, notes) : null;
  const source = found.of('source embedding', 'weight');
  const target = found.of('target embedding', 'weight');
  const output = found.of('output layer', 'weight');
  const embedding = source?.shape[1] ?? target?.shape[1] ?? 0;
  const targetVocabulary = target?.shape[0] ?? output?.shape[0] ?? 0;
  const outputInput = attention
    ? inferOutputInput(output?.shape[1] ?? units, [units, contextUnits, embedding], notes)
    : 'hidden';
  if (bridge === 'all' && cell === 'lstm')
    notes.push('The one layer of the bridge makes both the hidden states and the cells of the decoder.');
  const structure: Structure = {
    architecture,
    cell,
    sourceVocabulary: source?.shape[0] ?? 0,
    targetVocabulary,
    embedding,
    units,
    encoderLayers,
    decoderLayers,
    bidirectional,
    bridge,
    projection,
    attention,
    outputInput,
  };
  const assumed = [...assumedBridge(structure, settings), ...assumedTanh(structure, found, settings)];
  return { structure, assumed, notes, problems };
}

/** By the rows of any layer's recurrent weights: as many as units, or four times that. */
function inferCell(found: FoundTensors, problems: string[]): { cell: CellKind; units: number } {
  const gru = found.all.find(({ name }) => /gru$/i.test(moduleOf(name)));
  const place = { tensor: 'weight_hh', layer: 0, direction: 'forward' } as const;
  const kinds = (['encoder', 'decoder'] as const).flatMap((part) => {
    const weight = found.get({ part, ...place });
    if (weight?.shape.length !== 2) return [];
    const [rows, units] = weight.shape;
    return [{ kind: CELL_BY_ROWS[rows / units], units, name: weight.name }];
  });
  const isGru = kinds.find(({ kind }) => kind === 'gru');
  const refused = gru?.name ?? isGru?.name;
  if (refused !== undefined)
    problems.push(`unsupported: ${refused} is of a GRU; Unroll has tanh RNNs and LSTMs`);
  const known = kinds.filter(({ kind }) => kind === 'rnn' || kind === 'lstm');
  if (known.length === 2 && known[0].kind !== known[1].kind)
    problems.push('unsupported: an RNN and an LSTM in one model');
  return { cell: known[0]?.kind === 'rnn' ? 'rnn' : 'lstm', units: kinds[0]?.units ?? 0 };
}

function unknownCombinations(
  architecture: Architecture,
  cell: CellKind,
  encoderLayers: number,
  decoderLayers: number,
): string[] {
  if (encoderLayers === 0 || decoderLayers === 0) return [];
  const layers = `the encoder has ${encoderLayers} layers, the decoder ${decoderLayers}`;
  if (architecture === 'lstm-attention' && cell === 'rnn')
    return ['unsupported: attention on a tanh RNN; Unroll has it on LSTMs'];
  if (architecture === 'vanilla-rnn' && (encoderLayers > 1 || decoderLayers > 1))
    return [`unsupported: ${layers}; vanilla RNNs of Unroll have one each`];
  if (architecture === 'lstm' && encoderLayers !== decoderLayers)
    return [`unsupported: ${layers}; without attention they must be as many`];
  if (decoderLayers > encoderLayers)
    return [`unsupported: ${layers}; a decoder starts from the states of the top encoder layers`];
  return [];
}

function inferBridge(found: FoundTensors): Structure['bridge'] {
  if (found.has('bridge of hidden states') || found.has('bridge of cells')) return 'parts';
  return found.has('bridge of all states') ? 'all' : null;
}

function inferAttention(
  found: FoundTensors,
  settings: Partial<RunConfiguration>,
  units: number,
  contextUnits: number,
  notes: string[],
): AttentionStructure {
  const split = inferSplit(found, units, contextUnits, notes);
  const joint = found.of('attention kernel', 'weight');
  if (!split && joint)
    notes.push(
      `The columns of ${joint.name} are taken to read the decoder's hidden state first, then the encoder's output.`,
    );
  const outerTanh = settings.ENERGY_OUTER_TANH ?? namesOuterTanh(found);
  const energyBias = found.of('energy', 'bias');
  if (energyBias && !outerTanh)
    notes.push(
      `${energyBias.name} is left out: the softmax over the energies takes out what all have in common.`,
    );
  notes.push("The decoder's first layer is taken to read the embedded token first, then the context.");
  return { split, contextUnits, outerTanh, energyBias: energyBias !== undefined && outerTanh };
}

/** Which of two kernels is the encoder's: the one as wide as its outputs; the first where both could be. */
function inferSplit(
  found: FoundTensors,
  units: number,
  contextUnits: number,
  notes: string[],
): AttentionStructure['split'] {
  const first = 'first attention kernel';
  const second = 'second attention kernel';
  if (!found.has(first) && !found.has(second)) return null;
  const [ofFirst, ofSecond] = [found.of(first, 'weight'), found.of(second, 'weight')];
  if (ofFirst && ofSecond && contextUnits === units)
    notes.push(
      `${ofFirst.name} is taken to be the encoder's, ${ofSecond.name} the decoder's: both have the same shape.`,
    );
  const isSwapped =
    contextUnits !== units && (ofFirst?.shape[1] === units || ofSecond?.shape[1] === contextUnits);
  return isSwapped ? { encoder: second, decoder: first } : { encoder: first, decoder: second };
}

/** The widest that fits; a width that none fits is reported as a wrong shape. */
function inferOutputInput(
  width: number,
  parts: readonly number[],
  notes: string[],
): RunConfiguration['OUTPUT_INPUT'] {
  const [hidden, context, embedding] = parts;
  if (width === hidden) return 'hidden';
  const order = 'the output layer is taken to read the hidden state, then the context';
  if (width === hidden + context) {
    notes.push(`By its width, ${order}.`);
    return 'hidden-context';
  }
  if (width !== hidden + context + embedding) return 'hidden';
  notes.push(`By its width, ${order}, then the embedded token.`);
  return 'hidden-context-embedding';
}

/** What the bridge's tensors, or that there are none, leave open. */
function assumedBridge(structure: Structure, { BRIDGE }: Partial<RunConfiguration>): Assumption[] {
  if (BRIDGE === 'linear-tanh') return [];
  if (structure.bridge !== null)
    return [
      {
        key: 'BRIDGE',
        value: 'linear-tanh',
        why: 'There is a learned bridge; whether a tanh follows it no tensor tells.',
      },
    ];
  if (!structure.bidirectional || BRIDGE !== undefined) return [];
  const why =
    'No learned bridge: both directions are averaged, or summed (BRIDGE=sum), which no tensor tells.';
  return [{ key: 'BRIDGE', value: 'average', why }];
}

function assumedTanh(
  { attention }: Structure,
  found: FoundTensors,
  { ENERGY_OUTER_TANH }: Partial<RunConfiguration>,
): Assumption[] {
  if (attention === null || ENERGY_OUTER_TANH !== undefined) return [];
  const energy = moduleOf(found.of('energy', 'weight')?.name ?? 'the energy');
  const why = attention.outerTanh
    ? `Named ${energy} as in the specification, which has a second tanh around the energy; no tensor tells.`
    : `Named ${energy}: as in Bahdanau et al. 2015 without a second tanh (else ENERGY_OUTER_TANH=true); no tensor tells.`;
  return [{ key: 'ENERGY_OUTER_TANH', value: attention.outerTanh, why }];
}

/** The specification's names W_c and W_v go with its tanh around the energy. */
function namesOuterTanh(found: FoundTensors): boolean {
  const names = [found.of('attention kernel', 'weight')?.name, found.of('energy', 'weight')?.name];
  return names.some((name) => name !== undefined && /(^|\.)W_[cv]$/.test(moduleOf(name)));
}
