import { expect, it } from 'vitest';
import { prepareData } from '../../../../src-main/engine/data/prepare';
import { splitExamples } from '../../../../src-main/engine/data/split';
import { vocabularyOrigin } from '../../../../src-main/engine/data/vocabulary-origin';
import { vocabularyNotice } from '../../../../src-main/engine/jobs/notices';
import { Vocabulary } from '../../../../src-main/engine/text/vocabulary';
import { SPECIAL_TOKENS } from '../../../../src-main/engine/text/special-tokens';
import { loadedExamples, quietWork } from '../../../helpers/data';
import { tinyConfiguration } from '../../../helpers/engine-jobs';

const examples = Array.from({ length: 40 }, (_, row) => ({
  docstring: `word${row} common word${row % 7}`,
  code: `def f${row}(): return ${row % 5}`,
}));

async function fixture(from: 'train' | 'all-splits') {
  const configuration = tinyConfiguration({
    ...{ TRAIN_SIZE: 20, VAL_SIZE: 10, TEST_SIZE: 10, VOCAB_SIZE: 30 },
    VOCABULARY_FROM: from,
  });
  const origin = { location: 'rows', description: 'rows' };
  const split = await splitExamples(loadedExamples(examples), configuration, origin, quietWork);
  return { split, vocabularies: await prepareData(split, configuration, quietWork), configuration };
}

it.each(['train', 'all-splits'] as const)('knows vocabularies that were built from %s', async (from) => {
  const { split, vocabularies, configuration } = await fixture(from);
  const origin = await vocabularyOrigin(split, vocabularies, quietWork);
  expect(origin.from).toBe(from);
  expect(vocabularyNotice(origin, configuration)).toBeNull();
  const other = from === 'train' ? 'all-splits' : 'train';
  expect(vocabularyNotice(origin, { VOCABULARY_FROM: other })).toMatch(
    new RegExp(`so VOCABULARY_FROM is ${from} and not ${other}$`),
  );
});

it('knows them behind rows that no token has, and tells how much others have in common', async () => {
  const { split, vocabularies, configuration } = await fixture('train');
  const { sourceVocabulary, targetVocabulary } = vocabularies;
  const tokens = Array.from({ length: sourceVocabulary.size }, (_, index) => sourceVocabulary.token(index));
  const spare = Vocabulary.of([...tokens, '<UNUSED-30>', '<UNUSED-31>']);
  const same = await vocabularyOrigin(split, { sourceVocabulary: spare, targetVocabulary }, quietWork);
  expect(same.from).toBe('train');
  const foreign = Vocabulary.of([...SPECIAL_TOKENS, 'common', 'elsewhere']);
  const other = await vocabularyOrigin(
    split,
    { sourceVocabulary: foreign, targetVocabulary: foreign },
    quietWork,
  );
  expect(other).toEqual({ from: null, tokens: 4, common: 1 });
  expect(vocabularyNotice(other, configuration)).toMatch(
    /1 of 4 tokens in common.*examples of their training$/,
  );
});
