import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusRepetition, repetition } from '../../../../src-main/engine/analysis/repetition';

const tokens = (text: string): string[] => text.split(' ').filter((token) => token !== '');
const tokenList = fc.array(fc.constantFrom('a', 'b', ')'), { maxLength: 20 });

describe('repetition', () => {
  it('is the share of 4-grams that stood earlier in the list', () => {
    expect(repetition(tokens(') ) ) ) ) ) ) )'))).toBe(4 / 5);
    expect(repetition(tokens('a b a b a b a b'))).toBe(3 / 5);
    expect(repetition(tokens('a b c d x a b c d'))).toBe(1 / 6);
  });

  it('does not mind single tokens that recur, as those of any function do', () => {
    expect(repetition(tokens('def f ( x ) : return f ( x , x )'))).toBe(0);
  });

  it('is 0 for lists too short for a 4-gram', () => {
    expect(repetition([])).toBe(0);
    expect(repetition([')', ')', ')'])).toBe(0);
  });

  it('lies from 0 to below 1, and grows when the last token is written again and again', () => {
    fc.assert(
      fc.property(tokenList, (list) => {
        const share = repetition(list);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
        const stuck = [...list, ...new Array<string>(60).fill(')')];
        expect(repetition(stuck)).toBeGreaterThan(0.65);
      }),
    );
  });
});

describe('repetition in a corpus', () => {
  it('counts a list for as many 4-grams as it has', () => {
    expect(corpusRepetition([tokens(') ) ) ) ) ) ) )'), tokens('a b c d')])).toBe(4 / 6);
  });

  it('does not take one output for every source as repetition: that is what distinct outputs tell', () => {
    expect(corpusRepetition([tokens('a b c d'), tokens('a b c d')])).toBe(0);
  });

  it('is 0 for no list, and that of the list for a single one', () => {
    expect(corpusRepetition([])).toBe(0);
    fc.assert(
      fc.property(tokenList, (list) => {
        expect(corpusRepetition([list])).toBe(repetition(list));
      }),
    );
  });
});
