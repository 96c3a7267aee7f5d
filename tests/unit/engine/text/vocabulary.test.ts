import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src-shared/domain/errors';
import { EOS, PAD, SOS, UNK } from '../../../../src-main/engine/text/special-tokens';
import { Vocabulary } from '../../../../src-main/engine/text/vocabulary';

const tokens = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '10', '2', '__proto__', 'constructor'));

describe('Vocabulary.build', () => {
  it('puts the special tokens first, then tokens by frequency, ties in order of first appearance', () => {
    const vocabulary = Vocabulary.build(
      [
        ['b', 'c', 'a'],
        ['a', 'c', 'd'],
      ],
      100,
    );
    expect(Array.from({ length: vocabulary.size }, (_, identifier) => vocabulary.token(identifier))).toEqual([
      '<PAD>',
      '<SOS>',
      '<EOS>',
      '<UNK>',
      'c',
      'a',
      'b',
      'd',
    ]);
  });

  it('keeps no more than the size asked for, special tokens included', () => {
    const vocabulary = Vocabulary.build([['a', 'b', 'b', 'c', 'c', 'c']], 6);
    expect(vocabulary.size).toBe(6);
    expect(vocabulary.has('b')).toBe(true);
    expect(vocabulary.has('a')).toBe(false);
  });

  it('counts words that JavaScript objects know otherwise', () => {
    const vocabulary = Vocabulary.build([['__proto__', 'constructor', '__proto__', '7']], 100);
    expect(vocabulary.token(4)).toBe('__proto__');
    expect(vocabulary.identifier('constructor')).toBe(5);
    expect(vocabulary.identifier('toString')).toBe(UNK);
  });
});

describe('encode', () => {
  const vocabulary = Vocabulary.build([['a', 'b']], 100);

  it('puts the tokens between <SOS> and <EOS>, unknown ones as <UNK>', () => {
    expect([...vocabulary.encode('A z b', 10)]).toEqual([SOS, 4, UNK, 5, EOS]);
  });

  it('keeps the first maximumLength - 2 tokens', () => {
    expect([...vocabulary.encode('a b a b', 4)]).toEqual([SOS, 4, 5, EOS]);
  });

  it('makes <SOS> <EOS> of an empty text', () => {
    expect([...vocabulary.encode('', 10)]).toEqual([SOS, EOS]);
  });
});

describe('decode', () => {
  const vocabulary = Vocabulary.build([['a', 'b']], 100);

  it('stops at <EOS> and leaves <SOS> and <PAD> out', () => {
    expect(vocabulary.decode([SOS, 4, PAD, 5, EOS, 4], { keepUnknown: true })).toEqual(['a', 'b']);
  });

  it('keeps <UNK> or drops it, as asked', () => {
    expect(vocabulary.decode([4, UNK, 5], { keepUnknown: true })).toEqual(['a', '<UNK>', 'b']);
    expect(vocabulary.decode([4, UNK, 5], { keepUnknown: false })).toEqual(['a', 'b']);
  });

  it('is the inverse of encode for known tokens', () => {
    fc.assert(
      fc.property(tokens, (list) => {
        const known = Vocabulary.build([list], 100);
        expect(known.decode(known.encode(list.join(' '), 1000), { keepUnknown: true })).toEqual(list);
      }),
    );
  });
});

describe('toJson', () => {
  it("is byte for byte what Python's json.dump writes", () => {
    const vocabulary = Vocabulary.build([['é"\\', '10', '😀', '\u007f']], 100);
    expect(vocabulary.toJson()).toBe(
      String.raw`{"word2idx": {"<PAD>": 0, "<SOS>": 1, "<EOS>": 2, "<UNK>": 3, "\u00e9\"\\": 4, "10": 5, ` +
        String.raw`"\ud83d\ude00": 6, "` +
        '\u007f": 7}, "idx2word": {"0": "<PAD>", "1": "<SOS>", "2": "<EOS>", "3": "<UNK>", ' +
        String.raw`"4": "\u00e9\"\\", "5": "10", "6": "\ud83d\ude00", "7": "` +
        '\u007f"}, "vocab_size": 8}',
    );
  });

  it('is read again as the same vocabulary', () => {
    fc.assert(
      fc.property(tokens, fc.integer({ min: 4, max: 12 }), (list, size) => {
        const json = Vocabulary.build([list], size).toJson();
        expect(Vocabulary.fromJson(json, 'test').toJson()).toBe(json);
      }),
    );
  });
});

describe('fromJson', () => {
  it.each([
    ['{', /vocabulary\.json: not JSON/],
    ['[]', /vocabulary\.json: .*word2idx and idx2word/],
    ['null', /vocabulary\.json: .*word2idx and idx2word/],
    [
      '{"word2idx": {"<PAD>": 0, "<SOS>": 1}, "idx2word": {"0": "<PAD>"}}',
      /idx2word has no token for identifier 1/,
    ],
    ['{"word2idx": {"a": 0}, "idx2word": {"0": "b"}}', /disagree on identifier 0 \("b"\)/],
    ['{"word2idx": {"a": 0}, "idx2word": {"0": "a"}}', /identifier 0 must be <PAD>/],
  ])('names the file and what is wrong with %s', (json, message) => {
    expect(() => Vocabulary.fromJson(json, 'vocabulary.json')).toThrow(UserError);
    expect(() => Vocabulary.fromJson(json, 'vocabulary.json')).toThrow(message);
  });
});
