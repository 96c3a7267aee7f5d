import { describe, expect, it } from 'vitest';
import { convertStateDictionary } from '../../../../../../src-main/engine/checkpoint/pytorch/naming/convert';
import { convert, problemsOf } from './conversion';
import {
  attentionModel,
  embedding,
  EMBEDDING,
  linear,
  lstmDecoder,
  lstmEncoder,
  recurrent,
  SOURCES,
  TARGETS,
  tensorsOf,
  UNITS,
} from './state-dictionaries';

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
