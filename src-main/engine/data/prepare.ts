import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { SPLIT_NAMES, type Example, type SplitName } from '../../../src-shared/domain/data';
import { Vocabulary } from '../text/vocabulary';
import type { ReportProgress } from './sources';
import type { Split } from './split';
import { tokeniseSide, type TokenisedSide } from './tokenised-split';

/** An example as identifiers, `<SOS>` first and `<EOS>` last, cut to the configured lengths. */
export interface EncodedExample {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

export type EncodedSplit = Readonly<Record<SplitName, readonly EncodedExample[]>>;

/** What training and evaluation need of a split. */
export interface PreparedData extends EncodedSplit {
  readonly sourceVocabulary: Vocabulary;
  readonly targetVocabulary: Vocabulary;
}

const ROWS_BETWEEN_REPORTS = 1000;

type LengthKeys = Pick<RunConfiguration, 'MAX_DOCSTRING_LEN' | 'MAX_CODE_LEN'>;
type VocabularyKeys = Pick<RunConfiguration, 'VOCAB_SIZE' | 'VOCABULARY_FROM'>;

/**
 * Builds the two vocabularies from the training rows (from all splits with VOCABULARY_FROM `all-splits`) and encodes
 * every example with them.
 */
export function prepareData(
  split: Split,
  configuration: LengthKeys & VocabularyKeys,
  progress: ReportProgress,
): PreparedData {
  const source = prepareSide(split, 'docstring', configuration.MAX_DOCSTRING_LEN, configuration, progress);
  const target = prepareSide(split, 'code', configuration.MAX_CODE_LEN, configuration, progress);
  const pair = (name: SplitName): EncodedExample[] =>
    source.encoded[name].map((text, row) => ({ source: text, target: target.encoded[name][row]! }));
  return {
    sourceVocabulary: source.vocabulary,
    targetVocabulary: target.vocabulary,
    train: pair('train'),
    validation: pair('validation'),
    test: pair('test'),
  };
}

/** Encodes every example of a split with given vocabularies, e.g. those of a checkpoint. */
export function encodeSplit(
  split: Split,
  sourceVocabulary: Vocabulary,
  targetVocabulary: Vocabulary,
  configuration: LengthKeys,
  progress: ReportProgress,
): EncodedSplit {
  const total = SPLIT_NAMES.reduce((sum, name) => sum + split[name].length, 0);
  let done = 0;
  const encode = ({ docstring, code }: Example): EncodedExample => {
    if (++done % ROWS_BETWEEN_REPORTS === 0 || done === total)
      progress('Encoding examples', done, total, 'examples');
    return {
      source: sourceVocabulary.encode(docstring, configuration.MAX_DOCSTRING_LEN),
      target: targetVocabulary.encode(code, configuration.MAX_CODE_LEN),
    };
  };
  const train = split.train.map(encode);
  const validation = split.validation.map(encode);
  const test = split.test.map(encode);
  return { train, validation, test };
}

/** The texts that a vocabulary is built from: the training rows, or all rows where the configuration says so. */
export function vocabularyTexts(
  { texts }: TokenisedSide,
  configuration: Pick<VocabularyKeys, 'VOCABULARY_FROM'>,
): readonly Int32Array[] {
  return configuration.VOCABULARY_FROM === 'train' ? texts.train : SPLIT_NAMES.flatMap((name) => texts[name]);
}

/** The vocabulary of one side of a split. */
export function buildVocabulary(side: TokenisedSide, configuration: VocabularyKeys): Vocabulary {
  const counts = side.table.count(vocabularyTexts(side, configuration));
  return Vocabulary.fromCounts(counts, configuration.VOCAB_SIZE);
}

function prepareSide(
  split: Split,
  side: keyof Example,
  maximumLength: number,
  configuration: VocabularyKeys,
  progress: ReportProgress,
): { vocabulary: Vocabulary; encoded: Record<SplitName, Int32Array[]> } {
  const tokenised = tokeniseSide(split, side, progress);
  const vocabulary = buildVocabulary(tokenised, configuration);
  const encode = vocabulary.encoderOf(tokenised.table);
  const encodeAll = (name: SplitName) => tokenised.texts[name].map((text) => encode(text, maximumLength));
  return {
    vocabulary,
    encoded: { train: encodeAll('train'), validation: encodeAll('validation'), test: encodeAll('test') },
  };
}
