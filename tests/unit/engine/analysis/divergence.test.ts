import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDivergence } from '../../../../src-main/engine/analysis/divergence';

const tokens = (text: string): string[] => text.split(' ').filter((token) => token !== '');
const tokenList = fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 });

describe('the first divergence', () => {
  it('is the first position that holds another token', () => {
    expect(firstDivergence(tokens('def g ( x )'), tokens('def f ( y )'))).toBe(1);
    expect(firstDivergence(['x'], ['y'])).toBe(0);
  });

  it('is the end of the shorter list where the other goes on', () => {
    expect(firstDivergence(tokens('def f'), tokens('def f ( x )'))).toBe(2);
    expect(firstDivergence(tokens('def f ( x )'), tokens('def f'))).toBe(2);
    expect(firstDivergence([], ['def'])).toBe(0);
  });

  it('is null for equal lists only, and everything before it agrees', () => {
    fc.assert(
      fc.property(tokenList, tokenList, (hypothesis, reference) => {
        const position = firstDivergence(hypothesis, reference);
        const end = position ?? hypothesis.length;
        expect(hypothesis.slice(0, end)).toEqual(reference.slice(0, end));
        if (position === null) expect(reference).toHaveLength(end);
        else expect(hypothesis[position]).not.toBe(reference[position]);
      }),
    );
  });
});
