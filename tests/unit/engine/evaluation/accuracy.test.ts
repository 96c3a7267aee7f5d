import { describe, expect, it } from 'vitest';
import {
  corpusTokenAccuracy,
  exactMatch,
  exactMatchRate,
  exactMatchText,
  tokenAccuracy,
} from '../../../../src-main/engine/evaluation/accuracy';

const tokens = (text: string): string[] => text.split(' ').filter((token) => token !== '');

describe('token accuracy', () => {
  it('counts positions that hold the right token, over the reference`s length', () => {
    expect(tokenAccuracy(tokens('def f ( y )'), tokens('def f ( x )'))).toBe(80);
    expect(tokenAccuracy(tokens('def f'), tokens('def f ( x )'))).toBe(40);
    expect(tokenAccuracy(tokens('def f ( x ) : pass'), tokens('def f ( x )'))).toBe(100);
  });

  it('does not count a right token at a wrong position', () => {
    expect(tokenAccuracy(tokens('x def f ( x )'), tokens('def f ( x )'))).toBe(0);
  });

  it('counts an unknown token in both as a match', () => {
    expect(tokenAccuracy(tokens('return <UNK>'), tokens('return <UNK>'))).toBe(100);
  });

  it('lets only an empty hypothesis meet an empty reference', () => {
    expect(tokenAccuracy([], [])).toBe(100);
    expect(tokenAccuracy(['pass'], [])).toBe(0);
  });

  it('weighs the examples of a corpus by their references` lengths', () => {
    const hypotheses = [tokens('a b c d e f g h i'), tokens('x')];
    const references = [tokens('a b c d e f g h i'), tokens('y')];
    expect(corpusTokenAccuracy(hypotheses, references)).toBe(90);
  });

  it('is the share of matches when no reference has a token', () => {
    expect(corpusTokenAccuracy([[], ['pass']], [[], []])).toBe(50);
  });
});

describe('exact match', () => {
  it('wants equal lists, not a prefix of the other', () => {
    expect(exactMatch(tokens('return x'), tokens('return x'))).toBe(true);
    expect(exactMatch(tokens('return'), tokens('return x'))).toBe(false);
    expect(exactMatch(tokens('return x ;'), tokens('return x'))).toBe(false);
  });

  it('is a percentage of the examples, and 0 for none', () => {
    expect(exactMatchRate([['a'], ['b'], ['c'], ['d']], [['a'], ['x'], ['x'], ['x']])).toBe(25);
    expect(exactMatchRate([], [])).toBe(0);
  });

  it('at text level forgives spacing around operators, which the tokenizer leaves to the code`s author', () => {
    const hypothesis = tokens('if a ! = b :');
    const reference = tokens('if a! = b :');
    expect(exactMatch(hypothesis, reference)).toBe(false);
    expect(exactMatchText(hypothesis, reference)).toBe(true);
    expect(exactMatchRate([hypothesis], [reference], exactMatchText)).toBe(100);
  });

  it('at text level still tells words apart', () => {
    expect(exactMatchText(tokens('not x'), tokens('notx'))).toBe(false);
    expect(exactMatchText(tokens('a < b'), tokens('a > b'))).toBe(false);
  });
});
