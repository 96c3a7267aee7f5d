import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitName } from '../../../src-shared/domain/data';
import { IdentifierArena } from '../text/identifier-arena';
import { countTokens } from '../../../src-shared/format/tokenizer';
import { Vocabulary } from '../text/vocabulary';
import type { Work } from '../work';
import { forEachExample } from './for-each-example';
import type { Split } from './split';
import { tokeniseSplit } from './tokenised-split';

/**
 * Both texts of an example as identifiers, `<SOS>` first and `<EOS>` last, cut to the configured lengths. The arrays are
 * pieces of large buffers, which would all go along to another thread: send copies.
 */
export interface EncodedPair {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

export interface EncodedExample extends EncodedPair {
  /** Tokens of the docstring before it was cut. */
  readonly docstringTokens: number;
}

export type EncodedSplit = Readonly<Record<SplitName, readonly EncodedExample[]>>;

export interface Vocabularies {
  readonly sourceVocabulary: Vocabulary;
  readonly targetVocabulary: Vocabulary;
}

/** What training and evaluation need of a split. */
export interface PreparedData extends EncodedSplit, Vocabularies {}

export type LengthKeys = Pick<RunConfiguration, 'MAX_DOCSTRING_LEN' | 'MAX_CODE_LEN'>;
export type VocabularyKeys = Pick<RunConfiguration, 'VOCAB_SIZE' | 'VOCABULARY_FROM'>;

/**
 * Builds the two vocabularies from the training rows (from all splits with VOCABULARY_FROM `all-splits`) and encodes
 * every example with them.
 */
export async function prepareData(
  split: Split,
  configuration: LengthKeys & VocabularyKeys,
  work: Work,
): Promise<PreparedData> {
  // <SOS> and <EOS> take two places.
  const kept = {
    source: configuration.MAX_DOCSTRING_LEN - 2,
    target: configuration.MAX_CODE_LEN - 2,
    framed: true,
  };
  const { source, target } = await tokeniseSplit(split, kept, configuration, work);
  const sourceVocabulary = Vocabulary.fromTable(source.table, configuration.VOCAB_SIZE);
  const targetVocabulary = Vocabulary.fromTable(target.table, configuration.VOCAB_SIZE);
  const sourceIdentifiers = sourceVocabulary.identifiersOf(source.table);
  const targetIdentifiers = targetVocabulary.identifiersOf(target.table);
  const encoded = await encodeAll(split, work, (part, position) => ({
    source: translate(source.texts[part][position]!, sourceIdentifiers),
    target: translate(target.texts[part][position]!, targetIdentifiers),
    docstringTokens: source.lengths[part][position]!,
  }));
  return { sourceVocabulary, targetVocabulary, ...encoded };
}

/** Puts identifiers in the place of a table's numbers. */
function translate(text: Int32Array, identifiers: Int32Array): Int32Array {
  for (let position = 0; position < text.length; position++) text[position] = identifiers[text[position]!]!;
  return text;
}

/** Encodes every example of a split with given vocabularies, e.g. those of a checkpoint. */
export function encodeSplit(
  split: Split,
  { sourceVocabulary, targetVocabulary }: Vocabularies,
  configuration: LengthKeys,
  work: Work,
): Promise<EncodedSplit> {
  const arena = new IdentifierArena();
  return encodeAll(split, work, (part, position) => {
    const { docstring, code } = split[part].at(position);
    return {
      source: sourceVocabulary.encode(docstring, configuration.MAX_DOCSTRING_LEN, arena),
      target: targetVocabulary.encode(code, configuration.MAX_CODE_LEN, arena),
      docstringTokens: countTokens(docstring),
    };
  });
}

async function encodeAll(
  split: Split,
  work: Work,
  encode: (part: SplitName, position: number) => EncodedExample,
): Promise<EncodedSplit> {
  const encoded: Record<SplitName, EncodedExample[]> = { train: [], validation: [], test: [] };
  await forEachExample(split, 'Encoding', work, (part, position) =>
    encoded[part].push(encode(part, position)),
  );
  return encoded;
}
