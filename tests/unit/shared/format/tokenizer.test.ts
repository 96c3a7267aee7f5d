import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, foldWhiteSpace, isBlank, tokenize } from '../../../../src-shared/format/tokenizer';

describe('tokenize', () => {
  it('sets each punctuation character apart and lower-cases the rest', () => {
    expect(tokenize('def Add(x, y=1):\n    return self.X[0]+{y: -1}*2/3')).toEqual(
      'def add ( x , y = 1 ) : return self . x [ 0 ] + { y : - 1 } * 2 / 3'.split(' '),
    );
  });

  it('keeps other characters within their token', () => {
    expect(tokenize('a_b "c\'d" x!=y; @e<f>')).toEqual(['a_b', '"c\'d"', 'x!', '=', 'y;', '@e<f>']);
  });

  it('splits on the white space of Python, which knows U+001C to U+001F and U+0085', () => {
    const whiteSpace = '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000';
    for (const character of whiteSpace) expect(tokenize(`a${character}b`)).toEqual(['a', 'b']);
  });

  it('does not split on U+FEFF and U+200B, which Python counts as text', () => {
    expect(tokenize('a\ufeffb c\u200bd')).toEqual(['a\ufeffb', 'c\u200bd']);
  });

  it('lower-cases as Python: a dotted capital I becomes two characters, a last capital sigma its final form', () => {
    expect(tokenize('İ ΟΔΟΣ ΣΑΣ ẞ')).toEqual(['i\u0307', 'οδος', 'σας', 'ß']);
  });

  it('finds no token in an empty text', () => {
    expect(tokenize(' \n')).toEqual([]);
  });

  it('gives the same tokens again for its tokens joined by one space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const tokens = tokenize(text);
        expect(tokenize(tokens.join(' '))).toEqual(tokens);
      }),
    );
  });
});

describe('countTokens', () => {
  it('gives as many as there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(countTokens(text)).toBe(tokenize(text).length);
      }),
    );
  });
});

describe('foldWhiteSpace', () => {
  it('leaves one space between words and none at the ends', () => {
    expect(foldWhiteSpace('\n  a\t\tb\x1c c ')).toBe('a b c');
  });
});

describe('isBlank', () => {
  it('is true exactly for texts that have nothing left without white space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(' ', '\n', '\x1c', '\x85', '\u3000', '\ufeff', 'a') }),
        (text) => {
          expect(isBlank(text)).toBe(foldWhiteSpace(text) === '');
        },
      ),
    );
  });
});
