import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { SPLIT_NAMES, type Example, type SplitName } from '../../../src-shared/domain/data';
import { tokenize } from '../text/tokenizer';
import { Vocabulary } from '../text/vocabulary';
import type { ReportProgress } from './sources';
import type { Split } from './split';

/** An example as identifiers, `<SOS>` first and `<EOS>` last, cut to the configured lengths. */
export interface EncodedExample {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/** What training and evaluation need of a split. */
export interface PreparedData {
  readonly sourceVocabulary: Vocabulary;
  readonly targetVocabulary: Vocabulary;
  readonly train: readonly EncodedExample[];
  readonly validation: readonly EncodedExample[];
  readonly test: readonly EncodedExample[];
}

type PrepareKeys = Pick<
  RunConfiguration,
  'MAX_DOCSTRING_LEN' | 'MAX_CODE_LEN' | 'VOCAB_SIZE' | 'VOCABULARY_FROM'
>;

const ROWS_BETWEEN_REPORTS = 1000;

/**
 * Builds the two vocabularies from the training rows (from all splits with VOCABULARY_FROM `all-splits`) and encodes
 * every example with them.
 */
export function prepareData(
  split: Split,
  configuration: PrepareKeys,
  progress: ReportProgress,
): PreparedData {
  const names: readonly SplitName[] = configuration.VOCABULARY_FROM === 'train' ? ['train'] : SPLIT_NAMES;
  const examples = names.flatMap((name) => split[name]);
  const build = (side: keyof Example, activity: string) =>
    Vocabulary.build(tokenLists(examples, side, activity, progress), configuration.VOCAB_SIZE);
  const sourceVocabulary = build('docstring', 'Building the source vocabulary');
  const targetVocabulary = build('code', 'Building the target vocabulary');
  return {
    sourceVocabulary,
    targetVocabulary,
    ...encodeSplit(split, sourceVocabulary, targetVocabulary, configuration, progress),
  };
}

/** Encodes every example of a split with given vocabularies, e.g. those of a checkpoint. */
export function encodeSplit(
  split: Split,
  sourceVocabulary: Vocabulary,
  targetVocabulary: Vocabulary,
  configuration: Pick<PrepareKeys, 'MAX_DOCSTRING_LEN' | 'MAX_CODE_LEN'>,
  progress: ReportProgress,
): Record<SplitName, EncodedExample[]> {
  const total = SPLIT_NAMES.reduce((sum, name) => sum + split[name].length, 0);
  let done = 0;
  const encode = ({ docstring, code }: Example): EncodedExample => {
    if (++done % ROWS_BETWEEN_REPORTS === 0) progress('Encoding examples', done, total, 'examples');
    return {
      source: sourceVocabulary.encode(docstring, configuration.MAX_DOCSTRING_LEN),
      target: targetVocabulary.encode(code, configuration.MAX_CODE_LEN),
    };
  };
  return {
    train: split.train.map(encode),
    validation: split.validation.map(encode),
    test: split.test.map(encode),
  };
}

function* tokenLists(
  examples: readonly Example[],
  side: keyof Example,
  activity: string,
  progress: ReportProgress,
): Generator<string[]> {
  for (const [index, example] of examples.entries()) {
    if (index % ROWS_BETWEEN_REPORTS === 0) progress(activity, index, examples.length, 'examples');
    yield tokenize(example[side]);
  }
}
