import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countErrors,
  errorCategory,
  OPERATOR_TOKENS,
} from '../../../../src-main/engine/analysis/error-categories';
import { tokenize } from '../../../../src-shared/format/tokenizer';
import { ERROR_CATEGORIES } from '../../../../src-shared/domain/analysis';

const categoryOf = (hypothesis: string, reference: string) =>
  errorCategory(tokenize(hypothesis), tokenize(reference));

/** Few token types, so that every category occurs. */
const tokenList = fc.array(fc.constantFrom('x', '(', ')', ':', 'return', '=', '-', '<'), { maxLength: 8 });
const categories = fc.array(fc.constantFrom(null, ...ERROR_CATEGORIES), { maxLength: 40 });

describe('the category of an error', () => {
  it.each([
    ['empty-output', '', 'def f(x): return x + 1'],
    ['incomplete-code', 'def f(x', 'def f(x): return x + 1'],
    ['missing-parentheses', 'def f : return x + 1 1', 'def f(x): return x + 1'],
    ['missing-colons', 'def f(x) return x + 1', 'def f(x): return x + 1'],
    ['missing-return', 'def f(x): x + 1', 'def f(x): return x + 1'],
    ['wrong-operators', 'def f(x): return x - 1', 'def f(x): return x + 1'],
    ['other', 'def f(x): return y + 1', 'def f(x): return x + 1'],
  ])('is %s for "%s"', (category, hypothesis, reference) => {
    expect(categoryOf(hypothesis, reference)).toBe(category);
  });

  it('is null for a match, of two empty lists too', () => {
    expect(categoryOf('return x', 'return x')).toBeNull();
    expect(errorCategory([], [])).toBeNull();
  });

  it('calls code incomplete below half of the reference`s tokens, not at half of them', () => {
    expect(categoryOf('a b', 'a b c d')).toBe('other');
    expect(categoryOf('a', 'a b c d')).toBe('incomplete-code');
    expect(categoryOf('a b', 'a b c d e')).toBe('incomplete-code');
  });

  it('asks for parentheses, colons and return only where the reference has them', () => {
    expect(categoryOf('x y', 'x z')).toBe('other');
    expect(categoryOf('x', 'x y')).toBe('other');
  });

  it('is satisfied by one parenthesis, colon or return, wherever it stands', () => {
    expect(categoryOf('return ( : x x x', 'f(x): return x')).toBe('other');
  });

  it('takes an opening parenthesis alone for the pair', () => {
    expect(categoryOf('f x ) )', 'f ( x )')).toBe('missing-parentheses');
    expect(categoryOf('f ( x x', 'f ( x )')).toBe('other');
  });

  it.each([
    ['a = b', 'a == b'],
    ['a < = b', 'a < b'],
    ['a ! = b', 'a == b'],
    ['a * b', 'a ** b'],
    ['a / b', 'a // b'],
    ['a = b', 'a += b'],
    ['a % b', 'a * b'],
    ['a @ b', 'a * b'],
    ['a > b', 'a < b'],
  ])('sees the operators of "%s" and "%s" differ', (hypothesis, reference) => {
    expect(categoryOf(hypothesis, reference)).toBe('wrong-operators');
  });

  it('compares operators as a multiset, in any order', () => {
    expect(categoryOf('a - b + c', 'a + b - c')).toBe('other');
    expect(categoryOf('a + b + c', 'a + b - c')).toBe('wrong-operators');
  });

  it('takes neither keywords nor operators inside of words for operators', () => {
    expect(categoryOf('a in b', 'a is b')).toBe('other');
    expect(categoryOf('a<b', 'a>b')).toBe('other');
  });

  it('knows every operator as the tokenizer writes it', () => {
    const operators = '= == != < <= > >= + - * / // % @ ** += -= *= /= //= %= @= **=';
    expect(tokenize(operators).filter((token) => !OPERATOR_TOKENS.has(token))).toEqual([]);
  });

  it('is the first that applies, and one always does unless the lists are equal', () => {
    fc.assert(
      fc.property(tokenList, tokenList, (hypothesis, reference) => {
        const category = errorCategory(hypothesis, reference);
        const equal = hypothesis.join(' ') === reference.join(' ');
        expect(category === null).toBe(equal);
        if (!equal && hypothesis.length === 0) expect(category).toBe('empty-output');
        else if (!equal && hypothesis.length * 2 < reference.length) expect(category).toBe('incomplete-code');
        else expect(['empty-output', 'incomplete-code']).not.toContain(category);
      }),
    );
  });
});

describe('counts of errors', () => {
  it('give all seven categories, percentages of errors and the examples behind them', () => {
    const counts = countErrors(['other', null, 'empty-output', 'other', null, 'other']);
    expect(counts.map(({ category }) => category)).toEqual([...ERROR_CATEGORIES]);
    expect(counts[0]).toEqual({ category: 'empty-output', count: 1, percentage: 25, examples: [2] });
    expect(counts[6]).toEqual({ category: 'other', count: 3, percentage: 75, examples: [0, 3, 5] });
    expect(counts[1]).toEqual({ category: 'incomplete-code', count: 0, percentage: 0, examples: [] });
  });

  it('have no percentage to divide by where nothing is wrong', () => {
    expect(countErrors([null, null]).every(({ percentage }) => percentage === 0)).toBe(true);
    expect(countErrors([])).toHaveLength(7);
  });

  it('name every error exactly once, and their percentages add up to 100', () => {
    fc.assert(
      fc.property(categories, (list) => {
        const counts = countErrors(list);
        const named = counts.flatMap(({ examples }) => examples).sort((a, b) => a - b);
        expect(named).toEqual(list.flatMap((category, index) => (category === null ? [] : [index])));
        const total = counts.reduce((sum, { percentage }) => sum + percentage, 0);
        expect(total).toBeCloseTo(named.length === 0 ? 0 : 100, 9);
      }),
    );
  });

  it('do not change when examples are permuted', () => {
    const permuted = categories.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(permuted, ([list, shuffled]) => {
        const numbers = (given: typeof list) =>
          countErrors(given).map(({ category, count, percentage }) => ({ category, count, percentage }));
        expect(numbers(shuffled)).toEqual(numbers(list));
      }),
    );
  });
});
