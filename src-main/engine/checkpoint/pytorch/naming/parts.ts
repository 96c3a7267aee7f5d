/** The parts of a model whose tensors a PyTorch checkpoint names. */
export type Part = keyof typeof PART_NAMES;

/**
 * What notebooks call the modules of each part; the first is the specification's name, which we write. `{a,b}` stands for
 * either, `[a]` for a or nothing. Names are those of modules: their tensors add `.weight`, `.bias` or `.weight_ih_l0`.
 */
export const PART_NAMES = {
  'source embedding': [
    'encoder.embedding',
    'encoder.{embed,emb}',
    '{enc_emb,encoder_embedding,src_embedding}',
  ],
  'target embedding': [
    'decoder.embedding',
    'decoder.{embed,emb}',
    '{dec_emb,decoder_embedding,tgt_embedding}',
  ],
  encoder: ['encoder.{rnn,lstm,rnn_cell,lstm_cell,gru}', '{enc,encoder}[_{rnn,lstm,gru}]'],
  decoder: ['decoder.{rnn,lstm,rnn_cell,lstm_cell,gru}', '{dec,decoder}[_{rnn,lstm,gru}]'],
  'bridge of hidden states': [
    '[{encoder,decoder,bridge}.]{fc_hidden,fc_h,bridge_h,bridge_hidden,init_hidden,init_h}',
  ],
  'bridge of cells': ['[{encoder,decoder,bridge}.]{fc_cell,fc_c,bridge_c,bridge_cell,init_cell,init_c}'],
  'bridge of all states': ['encoder.fc', 'bridge'],
  'projection of encoder outputs': ['[{decoder,encoder}.]{encoder_proj,encoder_projection,enc_proj}'],
  'attention kernel': ['[decoder.][{attention,attn}.]{W_c,attn,attn_fc,W}'],
  'first attention kernel': ['[decoder.][{attention,attn}.]{W1,W_h,W_encoder}'],
  'second attention kernel': ['[decoder.][{attention,attn}.]{W2,W_s,W_decoder}'],
  energy: ['[decoder.][{attention,attn}.]{W_v,v_fc,v,V}'],
  'output layer': ['decoder.{fc_out,fc,out,output_projection}', '{fc_out,fc,out,output_projection}'],
} as const satisfies Record<string, readonly string[]>;

/** Which tensor of a part a name stands for. */
export interface Place {
  readonly part: Part;
  readonly tensor: 'weight' | 'bias' | 'weight_ih' | 'weight_hh' | 'bias_ih' | 'bias_hh';
  /** 0 for parts that are not recurrent. */
  readonly layer: number;
  readonly direction: 'forward' | 'backward';
}

const RECURRENT: readonly Part[] = ['encoder', 'decoder'];

/** What wraps a model adds to all names: DataParallel and torch.compile. */
const WRAPPERS = /(^|\.)(?:(?:module|_orig_mod)\.)+/g;

const MATCHERS = (Object.keys(PART_NAMES) as Part[]).map((part) => ({
  part,
  expression: new RegExp(`^(?:${PART_NAMES[part].map(expressionOf).join('|')})${suffixOf(part)}$`),
}));

/** The place of a tensor; null for a name that no notebook known here gives to one. */
export function placeOf(name: string): Place | null {
  const bare = withoutWrappers(name);
  for (const { part, expression } of MATCHERS) {
    const match = expression.exec(bare);
    if (!match) continue;
    const { tensor = 'weight', layer = '0', reverse } = match.groups ?? {};
    return {
      part,
      tensor: tensor as Place['tensor'],
      layer: Number(layer),
      direction: reverse === undefined ? 'forward' : 'backward',
    };
  }
  return null;
}

/** The part that a module, as `named_modules` calls it, is; null for one of none. */
export function partOfModule(module: string): Part | null {
  return (placeOf(`${module}.weight`) ?? placeOf(`${module}.weight_ih_l0`))?.part ?? null;
}

/** The name without its tensor: `encoder.lstm` of `module.encoder.lstm.weight_ih_l0`. */
export function moduleOf(name: string): string {
  const bare = withoutWrappers(name);
  return /\.(?:weight|bias)[^.]*$/.test(bare) ? bare.slice(0, bare.lastIndexOf('.')) : bare;
}

/** What a place is called in a module: where something is missing, errors name this. */
export function nameOf(place: Place, module: string = usualModule(place.part)): string {
  if (!RECURRENT.includes(place.part)) return `${module}.${place.tensor}`;
  return `${module}.${place.tensor}_l${place.layer}${place.direction === 'backward' ? '_reverse' : ''}`;
}

/** What the specification calls a part's module. */
function usualModule(part: Part): string {
  return PART_NAMES[part][0].replace(/\[([^\]]*)\]/g, '$1').replace(/\{([^,}]*)[^}]*\}/g, '$1');
}

/** A name that tells places apart. */
export function keyOf({ part, tensor, layer, direction }: Place): string {
  return [part, tensor, layer, direction].join('/');
}

function withoutWrappers(name: string): string {
  return name.replace(WRAPPERS, '$1');
}

function expressionOf(pattern: string): string {
  return pattern
    .replace(/\./g, '\\.')
    .replace(/\[/g, '(?:')
    .replace(/\]/g, ')?')
    .replace(/\{/g, '(?:')
    .replace(/\}/g, ')')
    .replace(/,/g, '|');
}

/** The energy's kernel is often a parameter of its own rather than a layer's. */
function suffixOf(part: Part): string {
  if (RECURRENT.includes(part))
    return '\\.(?<tensor>(?:weight|bias)_(?:ih|hh))(?:_l(?<layer>\\d{1,3})(?<reverse>_reverse)?)?';
  return part === 'energy' ? '(?:\\.(?<tensor>weight|bias))?' : '\\.(?<tensor>weight|bias)';
}
