import { spareToken, Vocabulary } from '../../../text/vocabulary';
import type { NamedArray } from '../../safetensors';
import type { ImportedVocabulary } from './vocabulary';

/** Parameters with a row for each token, by the side whose tokens they are. */
const TOKEN_ROWS: Readonly<Record<string, 'source' | 'target'>> = {
  'encoder.embedding': 'source',
  'decoder.embedding': 'target',
  'output.kernel': 'target',
  'output.bias': 'target',
};

/** For each of our identifiers the row that the checkpoint has for it. */
export type RowOrder = Readonly<Record<'source' | 'target', readonly number[]>>;

/** Puts rows of embeddings and output layer into our order of tokens. */
export function arrangeRows(parameters: readonly NamedArray[], order: RowOrder): NamedArray[] {
  return parameters.map((parameter) => {
    const side = TOKEN_ROWS[parameter.name];
    return side ? { ...parameter, values: arranged(parameter, order[side]) } : parameter;
  });
}

function arranged({ shape: [rows], values }: NamedArray, order: readonly number[]): Float32Array {
  if (order.every((row, identifier) => row === identifier)) return values;
  const width = values.length / rows;
  const result = new Float32Array(values.length);
  order.forEach((row, identifier) =>
    result.set(values.subarray(row * width, (row + 1) * width), identifier * width),
  );
  return result;
}

/** A vocabulary with as many tokens as there are rows, and the order of these. */
export interface FittedVocabulary {
  readonly vocabulary: Vocabulary;
  readonly order: readonly number[];
}

/**
 * Gives rows without a token one that no text has: a notebook's embeddings have VOCAB_SIZE rows however few tokens there are,
 * and the output layer knows them. Without a vocabulary the rows stay as they are.
 */
export function fitVocabulary(
  { vocabulary, identifiers }: ImportedVocabulary,
  rows: number,
): FittedVocabulary {
  const tokens = Array.from({ length: vocabulary.size }, (_, identifier) => vocabulary.token(identifier));
  const spare = Array.from({ length: rows - vocabulary.size }, (_, index) => index + vocabulary.size);
  return {
    vocabulary: Vocabulary.of([...tokens, ...spare.map(spareToken)]),
    order: [...identifiers, ...spare],
  };
}

/** The order of rows where nothing is known of tokens: PyTorch's identifiers are taken for ours. */
export function unchangedOrder(rows: number): number[] {
  return Array.from({ length: rows }, (_, row) => row);
}
