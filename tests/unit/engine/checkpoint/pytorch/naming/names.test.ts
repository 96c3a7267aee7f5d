import { describe, expect, it } from 'vitest';
import { convert, problemsOf } from './conversion';
import {
  attentionModel,
  embedding,
  EMBEDDING,
  linear,
  lstmDecoder,
  lstmEncoder,
  SOURCES,
  splitModel,
  TARGETS,
  tensorsOf,
  UNITS,
  type Shapes,
} from './state-dictionaries';

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
