import { ERROR_CATEGORIES, type ErrorCategory, type ErrorCount } from '../../../src-shared/domain/analysis';
import { exactMatch } from '../evaluation/accuracy';

type Tokens = readonly string[];

/**
 * What the tokenizer leaves of Python's comparison, arithmetic and assignment operators. It sets `= + - * /` apart
 * wherever they stand, so that `==`, `<=`, `!=`, `**`, `//` and `+=` are two tokens each (and an arrow `->` counts as
 * `-` and `>`). The words `is`, `in` and `not` are keywords to Python's lexer, not operators (`for x in y`, `not x`).
 */
export const OPERATOR_TOKENS: ReadonlySet<string> = new Set([
  '=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '@',
  '<',
  '>',
  '!',
]);

/** Each predicate is asked of pairs that do not match, and only when none before it holds. */
const APPLIES: Readonly<Record<ErrorCategory, (hypothesis: Tokens, reference: Tokens) => boolean>> = {
  'empty-output': (hypothesis) => hypothesis.length === 0,
  'incomplete-code': (hypothesis, reference) => hypothesis.length < reference.length / 2,
  'missing-parentheses': lacks('('),
  'missing-colons': lacks(':'),
  'missing-return': lacks('return'),
  'wrong-operators': (hypothesis, reference) => operatorsOf(hypothesis) !== operatorsOf(reference),
  other: () => true,
};

function lacks(token: string): (hypothesis: Tokens, reference: Tokens) => boolean {
  return (hypothesis, reference) => reference.includes(token) && !hypothesis.includes(token);
}

/** The multiset of operator tokens, as a text. */
function operatorsOf(tokens: Tokens): string {
  return tokens
    .filter((token) => OPERATOR_TOKENS.has(token))
    .sort()
    .join(' ');
}

/** The first category that applies to a hypothesis; null when it matches its reference. */
export function errorCategory(hypothesis: Tokens, reference: Tokens): ErrorCategory | null {
  if (exactMatch(hypothesis, reference)) return null;
  return ERROR_CATEGORIES.find((category) => APPLIES[category](hypothesis, reference))!;
}

/** Counts all seven categories, in their order; `categories` has one entry per example, null for a match. */
export function countErrors(categories: readonly (ErrorCategory | null)[]): ErrorCount[] {
  const errors = categories.filter((category) => category !== null).length;
  return ERROR_CATEGORIES.map((category) => {
    const examples = categories.flatMap((other, index) => (other === category ? [index] : []));
    const percentage = errors === 0 ? 0 : (100 * examples.length) / errors;
    return { category, count: examples.length, percentage, examples };
  });
}
