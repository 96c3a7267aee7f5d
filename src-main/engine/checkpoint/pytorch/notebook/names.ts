import type { Architecture } from '../../../../../src-shared/domain/architecture';
import type { Decoder } from '../../../../../src-shared/domain/run';
import type { PlainMap, PlainValue } from '../pickle/plain-value';

/** The first that a name fits is meant: attention models are called LSTMs too, and LSTMs RNNs. */
const ARCHITECTURE_NAMES: readonly (readonly [RegExp, Architecture | null])[] = [
  [/gru|transformer/i, null],
  [/att(entio)?n|bahdanau/i, 'lstm-attention'],
  [/lstm/i, 'lstm'],
  [/vanilla|rnn/i, 'vanilla-rnn'],
];

/** The architecture that a name such as `lstm_attention` or `LSTM + Attention (Greedy)` tells of; null where it tells of none. */
export function architectureOf(name: string): Architecture | null {
  return ARCHITECTURE_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** The decoder that a name tells of. */
export function decoderOf(name: string): Decoder | null {
  if (/beam/i.test(name)) return 'beam';
  return /greedy/i.test(name) ? 'greedy' : null;
}

export function isMap(value: PlainValue | undefined): value is PlainMap {
  return value instanceof Map;
}

/** The value under the first of some names that a map has; undefined where it has none. */
export function valueOf(map: PlainMap, names: readonly string[]): PlainValue | undefined {
  const name = names.find((candidate) => map.has(candidate));
  return name === undefined ? undefined : map.get(name);
}
