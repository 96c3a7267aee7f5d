import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSplit, prepareData } from '../../../../src-main/engine/data/prepare';
import { type Split, splitExamples } from '../../../../src-main/engine/data/split';
import { EOS, SOS, SPECIAL_TOKENS, UNK } from '../../../../src-main/engine/text/special-tokens';
import { tokenize } from '../../../../src-shared/format/tokenizer';
import { type Example, SPLIT_NAMES } from '../../../../src-shared/domain/data';
import { loadedExamples, quietWork } from '../../../helpers/data';

const examples = Array.from({ length: 12 }, (_, number) => ({
  docstring: `only${number} shared words`,
  code: `def own${number} ( ) : pass`,
}));
const origin = { location: 'test', description: 'test' };
const split = await splitExamples(
  loadedExamples(examples),
  { TRAIN_SIZE: 6, VAL_SIZE: 3, TEST_SIZE: 3, SEED: 42 },
  origin,
  quietWork,
);
const configuration = {
  MAX_DOCSTRING_LEN: 5,
  MAX_CODE_LEN: 6,
  VOCAB_SIZE: 100,
  VOCABULARY_FROM: 'train',
} as const;

describe('prepareData', () => {
  it('builds vocabularies from the training rows only, so that test tokens are unknown', async () => {
    const data = await prepareData(split, configuration, quietWork);
    expect(data.sourceVocabulary.size).toBe(4 + 6 + 2);
    expect(data.targetVocabulary.size).toBe(4 + 6 + 5);
    for (const { source } of data.test) expect(source[1]).toBe(UNK);
    for (const { source } of data.train) expect(source[1]).not.toBe(UNK);
  });

  it('builds them from all splits when asked to, as the notebooks did', async () => {
    const data = await prepareData(split, { ...configuration, VOCABULARY_FROM: 'all-splits' }, quietWork);
    expect(data.sourceVocabulary.size).toBe(4 + 12 + 2);
    for (const { source } of data.test) expect(source[1]).not.toBe(UNK);
  });

  it('cuts source and target to their own lengths, <SOS> and <EOS> included', async () => {
    const data = await prepareData(split, configuration, quietWork);
    const { source, target } = data.validation[0]!;
    expect([source.length, target.length]).toEqual([5, 6]);
    expect([source[0], source[4], target[0], target[5]]).toEqual([SOS, EOS, SOS, EOS]);
    expect(data.targetVocabulary.decode(target, { keepUnknown: true })).toEqual(['def', '<UNK>', '(', ')']);
  });

  it('counts the tokens of whole docstrings, however much of them is kept', async () => {
    const data = await prepareData(split, { ...configuration, MAX_DOCSTRING_LEN: 3 }, quietWork);
    for (const name of SPLIT_NAMES)
      expect(data[name].map(({ docstringTokens }) => docstringTokens)).toEqual(
        [...split[name]].map(({ docstring }) => tokenize(docstring).length),
      );
    expect(data.test[0]!.source).toHaveLength(3);
  });

  it('keeps the order of the split', async () => {
    const data = await prepareData(split, configuration, quietWork);
    const words = data.train.map(({ source }) =>
      data.sourceVocabulary.decode(source, { keepUnknown: true }).join(' '),
    );
    expect(words).toEqual([...split.train].map(({ docstring }) => docstring));
  });

  it('equals the definition, token for token, whatever the rows and sizes are', async () => {
    const text = fc
      .array(fc.constantFrom('a', 'B', 'b', '(', '.', '_x', 'É', '\n', ' ', 'aLongTokenOfManyLetters'), {
        maxLength: 12,
      })
      .map((tokens) => `x${tokens.join(' ')}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ docstring: text, code: text }), { minLength: 3, maxLength: 20 }),
        fc.record({
          MAX_DOCSTRING_LEN: fc.integer({ min: 3, max: 8 }),
          MAX_CODE_LEN: fc.integer({ min: 3, max: 8 }),
          VOCAB_SIZE: fc.integer({ min: 5, max: 12 }),
          VOCABULARY_FROM: fc.constantFrom('train' as const, 'all-splits' as const),
        }),
        async (rows, given) => {
          const sizes = { TRAIN_SIZE: 6, VAL_SIZE: 2, TEST_SIZE: 2, SEED: 7 };
          const drawn = await splitExamples(loadedExamples(rows), sizes, origin, quietWork);
          const data = await prepareData(drawn, given, quietWork);
          const source = defined(drawn, 'docstring', given.MAX_DOCSTRING_LEN, given);
          const target = defined(drawn, 'code', given.MAX_CODE_LEN, given);
          const words = (size: number, token: (identifier: number) => string) =>
            Array.from({ length: size }, (_, identifier) => token(identifier));
          const { sourceVocabulary, targetVocabulary } = data;
          expect(words(sourceVocabulary.size, (id) => sourceVocabulary.token(id))).toEqual(source.words);
          expect(words(targetVocabulary.size, (id) => targetVocabulary.token(id))).toEqual(target.words);
          const encoded = SPLIT_NAMES.flatMap((name) => data[name]);
          expect(encoded.map((example) => [...example.source])).toEqual(source.encoded);
          expect(encoded.map((example) => [...example.target])).toEqual(target.encoded);
        },
      ),
    );
  });
});

/** One side of a split by the definition: lists of tokens, counted, sorted, looked up. */
function defined(
  drawn: Split,
  side: keyof Example,
  maximumLength: number,
  { VOCAB_SIZE, VOCABULARY_FROM }: { VOCAB_SIZE: number; VOCABULARY_FROM: 'train' | 'all-splits' },
) {
  const tokensOf = (name: (typeof SPLIT_NAMES)[number]) =>
    [...drawn[name]].map((example) => tokenize(example[side]));
  const counts = new Map<string, number>();
  for (const tokens of VOCABULARY_FROM === 'train' ? tokensOf('train') : SPLIT_NAMES.flatMap(tokensOf))
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  const frequent = [...counts].sort(([, first], [, second]) => second - first).map(([token]) => token);
  const words = [...SPECIAL_TOKENS, ...frequent].slice(0, VOCAB_SIZE);
  const identifier = (token: string) => (words.includes(token) ? words.indexOf(token) : UNK);
  const encoded = SPLIT_NAMES.flatMap(tokensOf).map((tokens) => [
    SOS,
    ...tokens.slice(0, maximumLength - 2).map(identifier),
    EOS,
  ]);
  return { words, encoded };
}

describe('encodeSplit', () => {
  it('encodes with given vocabularies as prepareData does with its own', async () => {
    const data = await prepareData(split, configuration, quietWork);
    const again = await encodeSplit(split, data, configuration, quietWork);
    expect(again).toEqual({ train: data.train, validation: data.validation, test: data.test });
  });
});
