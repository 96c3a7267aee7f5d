import { expect, it } from 'vitest';
import { OPERATOR_TOKENS } from '../../../../src-main/engine/analysis/error-categories';
import { tokenClass } from '../../../../src-main/engine/analysis/token-classes';
import { tokenize } from '../../../../src-shared/format/tokenizer';
import { TOKEN_CLASSES } from '../../../../src-shared/domain/analysis';

const classesOf = (code: string) => tokenize(code).map((token) => tokenClass(token));

it.each([
  ['keyword', 'def return None True if not in lambda async await nonlocal'],
  ['identifier', 'x self _name été print <UNK> x2 match'],
  ['operator', '= + - * / % @ < > ! & | ^ ~ << >= -> \\ #'],
  ['literal', `0 42 0x1f "text" 'text' f"{ "beginning end" b'`],
  ['delimiter', '( ) [ ] { } : , . ;'],
])('takes for %s each of: %s', (expected, tokens) => {
  for (const token of tokens.split(' ')) {
    const asTokenized = token === '<UNK>' ? token : token.toLowerCase();
    expect(tokenClass(asTokenized), token).toBe(expected);
  }
});

it('calls the end of the code a class of its own', () => {
  expect(tokenClass(null)).toBe('end');
});

it('knows every operator of the error categories as one', () => {
  for (const token of OPERATOR_TOKENS) expect(tokenClass(token)).toBe('operator');
});

it('gives every token of a function one of the six classes', () => {
  const [keyword, identifier, operator, literal, delimiter] = TOKEN_CLASSES;
  expect(classesOf('def Add(x): return x + 1')).toEqual([
    ...[keyword, identifier, delimiter, identifier, delimiter, delimiter],
    ...[keyword, identifier, operator, literal],
  ]);
});
