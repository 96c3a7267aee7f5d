import { describe, expect, it } from 'vitest';
import { encodeSplit, prepareData } from '../../../../src-main/engine/data/prepare';
import { splitExamples } from '../../../../src-main/engine/data/split';
import { EOS, SOS, UNK } from '../../../../src-main/engine/text/special-tokens';
import { ignoreProgress } from '../../../helpers/data';

const examples = Array.from({ length: 12 }, (_, number) => ({
  docstring: `only${number} shared words`,
  code: `def own${number} ( ) : pass`,
}));
const loaded = { examples, skipped: {}, description: '', notices: [] };
const split = splitExamples(loaded, { TRAIN_SIZE: 6, VAL_SIZE: 3, TEST_SIZE: 3, SEED: 42 }, 'test');
const configuration = {
  MAX_DOCSTRING_LEN: 5,
  MAX_CODE_LEN: 6,
  VOCAB_SIZE: 100,
  VOCABULARY_FROM: 'train',
} as const;

describe('prepareData', () => {
  it('builds vocabularies from the training rows only, so that test tokens are unknown', () => {
    const data = prepareData(split, configuration, ignoreProgress);
    expect(data.sourceVocabulary.size).toBe(4 + 6 + 2);
    expect(data.targetVocabulary.size).toBe(4 + 6 + 5);
    for (const { source } of data.test) expect(source[1]).toBe(UNK);
    for (const { source } of data.train) expect(source[1]).not.toBe(UNK);
  });

  it('builds them from all splits when asked to, as the notebooks did', () => {
    const data = prepareData(split, { ...configuration, VOCABULARY_FROM: 'all-splits' }, ignoreProgress);
    expect(data.sourceVocabulary.size).toBe(4 + 12 + 2);
    for (const { source } of data.test) expect(source[1]).not.toBe(UNK);
  });

  it('cuts source and target to their own lengths, <SOS> and <EOS> included', () => {
    const data = prepareData(split, configuration, ignoreProgress);
    const { source, target } = data.validation[0]!;
    expect([source.length, target.length]).toEqual([5, 6]);
    expect([source[0], source[4], target[0], target[5]]).toEqual([SOS, EOS, SOS, EOS]);
    expect(data.targetVocabulary.decode(target, { keepUnknown: true })).toEqual(['def', '<UNK>', '(', ')']);
  });

  it('keeps the order of the split', () => {
    const data = prepareData(split, configuration, ignoreProgress);
    const words = data.train.map(({ source }) =>
      data.sourceVocabulary.decode(source, { keepUnknown: true }).join(' '),
    );
    expect(words).toEqual(split.train.map(({ docstring }) => docstring));
  });
});

describe('encodeSplit', () => {
  it('encodes with given vocabularies as prepareData does with its own', () => {
    const data = prepareData(split, configuration, ignoreProgress);
    const again = encodeSplit(
      split,
      data.sourceVocabulary,
      data.targetVocabulary,
      configuration,
      ignoreProgress,
    );
    expect(again).toEqual({ train: data.train, validation: data.validation, test: data.test });
  });
});
