import { describe, expect, it } from 'vitest';
import { convertStateDictionary } from '../../../../../../src-main/engine/checkpoint/pytorch/naming/convert';
import type { RunConfiguration } from '../../../../../../src-shared/domain/configuration';
import { UserError } from '../../../../../../src-shared/domain/errors';
import { embedding, linear, recurrent, type Shapes, tensorsOf } from './state-dictionaries';

const convert = (shapes: Shapes, settings: Partial<RunConfiguration> = {}) =>
  convertStateDictionary(tensorsOf(shapes), { file: 'model.pt', settings });

function problemsOf(shapes: Shapes, settings: Partial<RunConfiguration> = {}): string[] {
  try {
    convert(shapes, settings);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const [first, ...problems] = (error as UserError).message.split('\n').map((line) => line.trim());
    expect(first).toBe('model.pt: its tensors are not those of a model that Unroll has:');
    return problems;
  }
  return [];
}

/** Sizes all different. */
const [SOURCES, TARGETS, EMBEDDING, UNITS] = [11, 13, 3, 5];

const lstmEncoder = (name: string, layers = 1) =>
  recurrent(name, { inputs: EMBEDDING, units: UNITS, layers, bidirectional: true });
const lstmDecoder = (name: string, context = 0, layers = 1) =>
  recurrent(name, { inputs: EMBEDDING + context, units: UNITS, layers });

/** An attention model in the specification's names; `changes` replace tensors, undefined leaves one out. */
function attentionModel(changes: Record<string, readonly number[] | undefined> = {}): Shapes {
  const shapes = {
    ...embedding('encoder.embedding', SOURCES, EMBEDDING),
    ...lstmEncoder('encoder.lstm'),
    ...linear('encoder.fc_hidden', UNITS, 2 * UNITS),
    ...linear('encoder.fc_cell', UNITS, 2 * UNITS),
    ...embedding('decoder.embedding', TARGETS, EMBEDDING),
    ...linear('decoder.attention.W_c', UNITS, 3 * UNITS),
    ...linear('decoder.attention.W_v', 1, UNITS, false),
    ...lstmDecoder('decoder.lstm', 2 * UNITS),
    ...linear('decoder.fc_out', TARGETS, UNITS),
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(shapes).filter((entry): entry is [string, readonly number[]] => entry[1] !== undefined),
  );
}

describe('the three models of the published run', () => {
  const embeddings = {
    ...embedding('encoder.embedding', 5000, 256),
    ...embedding('decoder.embedding', 5000, 256),
  };
  const encoder = recurrent('encoder.lstm', { inputs: 256, units: 256, layers: 2, bidirectional: true });

  it('is a vanilla RNN that reads both ways', () => {
    const { architecture, configuration, assumed, counted } = convert({
      ...embeddings,
      ...recurrent('encoder.rnn', { inputs: 256, units: 256, bidirectional: true, gates: 1 }),
      ...recurrent('decoder.rnn', { inputs: 256, units: 256, gates: 1 }),
      ...linear('decoder.fc', 5000, 256),
    });
    expect(architecture).toBe('vanilla-rnn');
    expect(configuration).toEqual({
      EMBEDDING_DIM: 256,
      HIDDEN_DIM: 256,
      VOCAB_SIZE: 5000,
      BRIDGE: 'average',
      VANILLA_BIDIRECTIONAL: true,
    });
    expect(assumed.map(({ key, value }) => [key, value])).toEqual([['BRIDGE', 'average']]);
    expect(counted).toBe(4_239_752);
  });

  it('is an LSTM of two layers', () => {
    const { architecture, configuration, counted, style } = convert({
      ...embeddings,
      ...encoder,
      ...recurrent('decoder.lstm', { inputs: 256, units: 256, layers: 2 }),
      ...linear('decoder.fc', 5000, 256),
    });
    expect(architecture).toBe('lstm');
    expect(configuration).toMatchObject({ NUM_LAYERS: 2, BIDIRECTIONAL: true, BRIDGE: 'average' });
    expect(counted).toBe(7_527_304);
    expect(style).toBe('encoder.embedding, decoder.embedding, encoder.lstm, decoder.lstm, decoder.fc');
  });

  it('is an attention model with projected encoder outputs and a decoder of one layer', () => {
    const { architecture, configuration, assumed, counted } = convert({
      ...embeddings,
      ...encoder,
      ...linear('decoder.encoder_proj', 256, 512),
      ...linear('decoder.attention.attn', 256, 512),
      ...linear('decoder.attention.v', 1, 256, false),
      ...recurrent('decoder.lstm', { inputs: 512, units: 256 }),
      ...linear('decoder.fc', 5000, 256),
    });
    expect(architecture).toBe('lstm-attention');
    expect(configuration).toEqual({
      EMBEDDING_DIM: 256,
      HIDDEN_DIM: 256,
      VOCAB_SIZE: 5000,
      BRIDGE: 'average',
      NUM_LAYERS: 2,
      BIDIRECTIONAL: true,
      DECODER_LAYERS: 1,
      ENCODER_PROJECTION: true,
      ENERGY_OUTER_TANH: false,
      ENERGY_BIAS: false,
      OUTPUT_INPUT: 'hidden',
    });
    expect(assumed.map(({ key, value }) => [key, value])).toEqual([
      ['BRIDGE', 'average'],
      ['ENERGY_OUTER_TANH', false],
    ]);
    expect(counted).toBe(7_526_024);
  });
});

describe('names', () => {
  const embeddings = { source: 'encoder.embedding', target: 'decoder.embedding' };
  const lstm = (
    { source, target }: typeof embeddings,
    encoder: string,
    decoder: string,
    output: string,
    bridge: Shapes = {},
  ): Shapes => ({
    ...embedding(source, SOURCES, EMBEDDING),
    ...lstmEncoder(encoder),
    ...bridge,
    ...embedding(target, TARGETS, EMBEDDING),
    ...lstmDecoder(decoder),
    ...linear(output, TARGETS, UNITS),
  });

  it.each([
    ['encoder.embedding', 'decoder.embedding', 'encoder.lstm', 'decoder.lstm', 'decoder.fc_out'],
    ['encoder.embed', 'decoder.embed', 'encoder.rnn', 'decoder.rnn', 'decoder.fc'],
    ['enc_emb', 'dec_emb', 'enc', 'dec', 'out'],
    ['enc_emb', 'dec_emb', 'encoder', 'decoder', 'decoder.out'],
    ['encoder.embedding', 'decoder.embedding', 'encoder.lstm', 'decoder.lstm', 'output_projection'],
    ['encoder.embedding', 'decoder.embedding', 'encoder.lstm', 'decoder.lstm', 'decoder.output_projection'],
  ])('of embeddings, layers and output: %s, %s, %s, %s, %s', (source, target, encoder, decoder, output) => {
    const { architecture } = convert(lstm({ source, target }, encoder, decoder, output));
    expect(architecture).toBe('lstm');
  });

  it.each([
    ['encoder.fc_hidden', 'encoder.fc_cell'],
    ['fc_hidden', 'fc_cell'],
    ['fc_h', 'fc_c'],
    ['bridge_h', 'bridge_c'],
    ['decoder.init_hidden', 'decoder.init_cell'],
  ])('of a bridge: %s, %s', (hidden, cell) => {
    const bridge = { ...linear(hidden, UNITS, 2 * UNITS), ...linear(cell, UNITS, 2 * UNITS) };
    const shapes = lstm(embeddings, 'encoder.lstm', 'decoder.lstm', 'decoder.fc', bridge);
    const { configuration, parameters } = convert(shapes);
    expect(configuration.BRIDGE).toBe('linear-tanh');
    expect(parameters.map(({ name }) => name)).toContain('bridge.cell.kernel');
  });

  it('of a bridge for all states: it makes hidden states and cells', () => {
    const bridge = linear('encoder.fc', UNITS, 2 * UNITS);
    const { parameters, notes } = convert(
      lstm(embeddings, 'encoder.lstm', 'decoder.lstm', 'decoder.fc', bridge),
    );
    const byName = new Map(parameters.map(({ name, values }) => [name, values]));
    expect(byName.get('bridge.hidden.kernel')).toEqual(byName.get('bridge.cell.kernel'));
    expect(notes.join()).toContain('one layer of the bridge');
  });

  it.each([
    ['decoder.attention.attn', 'decoder.attention.v'],
    ['attention.attn_fc', 'attention.v_fc'],
    ['decoder.attention.W_c', 'decoder.attention.W_v'],
    ['attention.W', 'attention.v'],
  ])('of attention: %s, %s', (kernel, energy) => {
    const shapes = attentionModel({
      'decoder.attention.W_c.weight': undefined,
      'decoder.attention.W_c.bias': undefined,
      'decoder.attention.W_v.weight': undefined,
      ...linear(kernel, UNITS, 3 * UNITS),
      ...linear(energy, 1, UNITS),
    });
    const { architecture, configuration } = convert(shapes);
    expect(architecture).toBe('lstm-attention');
    expect(configuration.ENERGY_OUTER_TANH).toBe(kernel.endsWith('W_c'));
  });

  it('may be behind the prefixes of DataParallel and torch.compile', () => {
    const wrapped = (prefix: string) =>
      Object.fromEntries(Object.entries(attentionModel()).map(([name, shape]) => [prefix + name, shape]));
    expect(convert(wrapped('module.')).parameters).toEqual(convert(attentionModel()).parameters);
    expect(convert(wrapped('_orig_mod.module.')).parameters).toEqual(convert(attentionModel()).parameters);
  });
});

/** W1, W2 and V in place of W_c and W_v. */
function splitModel(
  first: string,
  second: string,
  widths: readonly [number, number],
  unidirectional = false,
): Shapes {
  const common = {
    'decoder.attention.W_c.weight': undefined,
    'decoder.attention.W_c.bias': undefined,
    'decoder.attention.W_v.weight': undefined,
    ...linear(`attention.${first}`, UNITS, widths[0]),
    ...linear(`attention.${second}`, UNITS, widths[1]),
    'attention.v': [UNITS],
  };
  const shapes = attentionModel(common);
  if (!unidirectional) return shapes;
  const kept = Object.entries(shapes).filter(([name]) => !/_reverse|fc_hidden|fc_cell/.test(name));
  return { ...Object.fromEntries(kept), 'decoder.lstm.weight_ih_l0': [4 * UNITS, EMBEDDING + UNITS] };
}

describe('which of two attention kernels is the encoder’s', () => {
  const kernelsOf = (shapes: Shapes) => {
    const { parameters, notes } = convert(shapes);
    const key = parameters.find(({ name }) => name === 'attention.key')!;
    const firstOfKey = key.values[0];
    const tensor = tensorsOf(shapes).find(({ values }) => values[0] === firstOfKey)!;
    return { key: tensor.name, notes };
  };

  it.each([
    ['W1', 'W2'],
    ['W_h', 'W_s'],
    ['W_encoder', 'W_decoder'],
  ])('is told by their shapes, whatever %s and %s suggest', (first, second) => {
    const wide = kernelsOf(splitModel(first, second, [2 * UNITS, UNITS]));
    expect(wide.key).toBe(`attention.${first}.weight`);
    const swapped = kernelsOf(splitModel(first, second, [UNITS, 2 * UNITS]));
    expect(swapped.key).toBe(`attention.${second}.weight`);
    expect(swapped.notes.join()).not.toContain('same shape');
  });

  it('is the first where both have the same shape, which is noted', () => {
    const { key, notes } = kernelsOf(splitModel('W1', 'W2', [UNITS, UNITS], true));
    expect(key).toBe('attention.W1.weight');
    expect(notes).toContain(
      "attention.W1.weight is taken to be the encoder's, attention.W2.weight the decoder's: both have the same shape.",
    );
  });
});

describe('settings decide what shapes cannot tell', () => {
  const withoutBridge = attentionModel({
    'encoder.fc_hidden.weight': undefined,
    'encoder.fc_hidden.bias': undefined,
    'encoder.fc_cell.weight': undefined,
    'encoder.fc_cell.bias': undefined,
  });

  it('average or sum, and the outer tanh', () => {
    const { configuration, assumed } = convert(withoutBridge, { BRIDGE: 'sum', ENERGY_OUTER_TANH: false });
    expect(configuration).toMatchObject({ BRIDGE: 'sum', ENERGY_OUTER_TANH: false });
    expect(assumed).toEqual([]);
  });

  it('and are told where the tensors say otherwise', () => {
    const { configuration, notes } = convert(attentionModel(), {
      HIDDEN_DIM: 256,
      BRIDGE: 'sum',
      DECODER_LAYERS: 0,
    });
    expect(configuration).toMatchObject({ HIDDEN_DIM: UNITS, BRIDGE: 'linear-tanh' });
    expect(notes).toContain('HIDDEN_DIM is 256 in the settings and 5 by the tensors, which count.');
    expect(notes).toContain('BRIDGE is sum in the settings and linear-tanh by the tensors, which count.');
    expect(notes.join()).not.toContain('DECODER_LAYERS');
  });

  it('a learned bridge needs its tensors', () => {
    expect(problemsOf(withoutBridge, { BRIDGE: 'linear-tanh' })).toEqual([
      'missing: the learned bridge of BRIDGE=linear-tanh, such as encoder.fc_hidden.weight',
    ]);
  });
});

describe('a bias of the energy', () => {
  const biased = attentionModel({ 'decoder.attention.W_v.bias': [1] });

  it('is kept inside the outer tanh', () => {
    const { configuration, parameters } = convert(biased);
    expect(configuration.ENERGY_BIAS).toBe(true);
    expect(parameters.find(({ name }) => name === 'attention.energy-bias')?.shape).toEqual([1]);
  });

  it('is left out, with a note, where the softmax takes it out', () => {
    const { configuration, notes } = convert(biased, { ENERGY_OUTER_TANH: false });
    expect(configuration.ENERGY_BIAS).toBe(false);
    expect(notes.join()).toContain('decoder.attention.W_v.bias is left out');
  });
});

describe('what the output layer reads', () => {
  it.each([
    ['hidden', UNITS],
    ['hidden-context', 3 * UNITS],
    ['hidden-context-embedding', 3 * UNITS + EMBEDDING],
  ] as const)('%s, by its width', (OUTPUT_INPUT, width) => {
    const { configuration, parameters } = convert(attentionModel(linear('decoder.fc_out', TARGETS, width)));
    expect(configuration.OUTPUT_INPUT).toBe(OUTPUT_INPUT);
    expect(parameters.find(({ name }) => name === 'output.kernel')?.shape).toEqual([TARGETS, width]);
  });
});

describe('layouts', () => {
  it('puts PyTorch’s gates i, f, g, o in our order i, g, f, o, and adds the two biases', () => {
    const shapes = attentionModel();
    const { parameters } = convert(shapes);
    const byName = new Map(tensorsOf(shapes).map(({ name, values }) => [name, values]));
    const kernel = parameters.find(({ name }) => name === 'decoder.layer0.kernel')!;
    const bias = parameters.find(({ name }) => name === 'decoder.layer0.bias')!;
    const inputs = EMBEDDING + 2 * UNITS;
    expect(kernel.shape).toEqual([inputs + UNITS, 4 * UNITS]);
    [0, 2, 1, 3].forEach((gate, ours) => {
      const [unit, row] = [2, 4];
      const theirs = gate * UNITS + unit;
      const at = (place: number) => kernel.values[place * 4 * UNITS + ours * UNITS + unit];
      expect(at(row)).toBe(byName.get('decoder.lstm.weight_ih_l0')![theirs * inputs + row]);
      expect(at(inputs + row)).toBe(byName.get('decoder.lstm.weight_hh_l0')![theirs * UNITS + row]);
      expect(bias.values[ours * UNITS + unit]).toBe(
        byName.get('decoder.lstm.bias_ih_l0')![theirs] + byName.get('decoder.lstm.bias_hh_l0')![theirs],
      );
    });
  });

  it('gives the decoder’s state the first columns of a joint attention kernel', () => {
    const shapes = attentionModel();
    const joint = tensorsOf(shapes).find(({ name }) => name === 'decoder.attention.W_c.weight')!;
    const { parameters } = convert(shapes);
    const query = parameters.find(({ name }) => name === 'attention.query')!;
    const key = parameters.find(({ name }) => name === 'attention.key')!;
    expect(query.values[1 * UNITS + 3]).toBe(joint.values[3 * 3 * UNITS + 1]);
    expect(key.values[1 * UNITS + 3]).toBe(joint.values[3 * 3 * UNITS + UNITS + 1]);
  });
});

describe('a checkpoint that is no model of ours is refused with everything that is wrong with it', () => {
  it('missing, misshapen and surplus tensors together', () => {
    const problems = problemsOf(
      attentionModel({
        'decoder.lstm.bias_hh_l0': undefined,
        'decoder.fc_out.weight': [TARGETS, 7],
        'decoder.highway.weight': [UNITS, UNITS],
        'encoder.lstm.weight_ih_l0': [4 * UNITS, EMBEDDING + 1],
      }),
    );
    expect(problems).toEqual([
      'missing: decoder, decoder.lstm.bias_hh_l0 [20]',
      'misshapen: encoder.lstm.weight_ih_l0 is [20, 4], not [20, 3]',
      'misshapen: decoder.fc_out.weight is [13, 7], not [13, 5]',
      'surplus: decoder.highway.weight [5, 5] has no place in this lstm-attention of 5 units (encoder layers: 1 reading both ways; decoder layers: 1)',
    ]);
  });

  it('one name too many for a place', () => {
    const problems = problemsOf(attentionModel(linear('decoder.fc', TARGETS, UNITS)));
    expect(problems.map((problem) => problem.split(' ').slice(0, 2))).toEqual([
      ['surplus:', 'decoder.fc.weight'],
      ['surplus:', 'decoder.fc.bias'],
    ]);
  });

  it.each([
    ['by its name', 'encoder.gru'],
    ['by its three rows for each unit', 'encoder.rnn'],
  ])('a GRU, %s', (_, name) => {
    const problems = problemsOf({
      ...embedding('encoder.embedding', SOURCES, EMBEDDING),
      ...recurrent(name, { inputs: EMBEDDING, units: UNITS, gates: 3 }),
      ...embedding('decoder.embedding', TARGETS, EMBEDDING),
      ...recurrent('decoder.rnn', { inputs: EMBEDDING, units: UNITS, gates: 3 }),
      ...linear('decoder.fc', TARGETS, UNITS),
    });
    expect(problems[0]).toMatch(new RegExp(`^unsupported: ${name}\\.weight_\\w+ is of a GRU`));
  });

  it('nothing known at all', () => {
    expect(problemsOf({ 'layer.weight': [2, 2] }).join('\n')).toMatch(
      /missing: source embedding.*surplus: layer\.weight/s,
    );
  });

  it('an LSTM decoder of fewer layers than its encoder, without attention', () => {
    const problems = problemsOf({
      ...embedding('encoder.embedding', SOURCES, EMBEDDING),
      ...lstmEncoder('encoder.lstm', 2),
      ...embedding('decoder.embedding', TARGETS, EMBEDDING),
      ...lstmDecoder('decoder.lstm'),
      ...linear('decoder.fc', TARGETS, UNITS),
    });
    expect(problems).toEqual([
      'unsupported: the encoder has 2 layers, the decoder 1; without attention they must be as many',
    ]);
  });

  it('a vocabulary with more tokens than the embedding has rows', () => {
    const options = { file: 'model.pt', settings: {}, vocabularies: { source: 11, target: 14 } };
    expect(() => convertStateDictionary(tensorsOf(attentionModel()), options)).toThrow(
      'the target embedding has 13 rows; the vocabulary has 14 tokens',
    );
  });
});
