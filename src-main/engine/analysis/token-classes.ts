import type { TokenClass } from '../../../src-shared/domain/analysis';

/** Python's reserved words (its `keyword.kwlist`), which the tokenizer lower-cases: `True`, `False` and `None` too. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'false none true and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

const DELIMITERS: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}', ':', ',', '.', ';']);

/** Nothing but signs, no quotation mark among them. */
const SIGNS = /^[^\p{L}\p{N}_"'`]+$/u;

/** A number, or any piece of a string: the tokenizer cuts strings at white space and at signs. */
const LITERAL = /^\p{N}|["'`]/u;

/**
 * The class of a token, `null` standing for the end of the code. `<UNK>` counts as an identifier, as most tokens that a
 * vocabulary lacks are names; words within strings cannot be told from names.
 */
export function tokenClass(token: string | null): TokenClass {
  if (token === null) return 'end';
  if (KEYWORDS.has(token)) return 'keyword';
  if (DELIMITERS.has(token)) return 'delimiter';
  if (SIGNS.test(token)) return 'operator';
  return LITERAL.test(token) ? 'literal' : 'identifier';
}
