/** White space as Python's `str.split()` sees it: other than JavaScript's `\s` with U+001C..1F and U+0085, without U+FEFF. */
const WHITE_SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
/** Characters that are tokens of their own. */
const PUNCTUATION = '()[]{}:,.=+-*/';

const WHITE_SPACE_RUN = new RegExp(`[${WHITE_SPACE}]+`, 'g');
const TEXT = new RegExp(`[^${WHITE_SPACE}]`);

const IN_TOKEN = 0;
const SEPARATOR = 1;
const OWN_TOKEN = 2;
/** What each UTF-16 code unit is to the tokenizer. None of white space and punctuation takes two units. */
const KINDS = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (PUNCTUATION.includes(character)) return OWN_TOKEN;
  return TEXT.test(character) ? IN_TOKEN : SEPARATOR;
});

/**
 * Tokens of a text: lower-cased, each of `( ) [ ] { } : , . = + - * /` apart, split on white space. Equal to Python's
 * `text.lower()`, spaces put around those characters, `.split()`.
 */
export function tokenize(text: string): string[] {
  const lowerCased = text.toLowerCase();
  const tokens: string[] = [];
  forEachToken(lowerCased, (start, end) => tokens.push(lowerCased.slice(start, end)));
  return tokens;
}

/** Visits the tokens of a text that is lower-cased already: where each starts, and where it has ended. */
export function forEachToken(lowerCased: string, visit: (start: number, end: number) => void): void {
  let start = 0;
  for (let position = 0; position < lowerCased.length; position++) {
    const kind = KINDS[lowerCased.charCodeAt(position)];
    if (kind === IN_TOKEN) continue;
    if (start < position) visit(start, position);
    if (kind === OWN_TOKEN) visit(position, position + 1);
    start = position + 1;
  }
  if (start < lowerCased.length) visit(start, lowerCased.length);
}

/** How many tokens a text has. */
export function countTokens(text: string): number {
  let count = 0;
  forEachToken(text.toLowerCase(), () => count++);
  return count;
}

/** The text with every run of white space (Python's notion) made one space, and none at its ends. */
export function foldWhiteSpace(text: string): string {
  return text.replace(WHITE_SPACE_RUN, ' ').replace(/^ | $/g, '');
}

/** Whether a text is empty or white space only (Python's notion). */
export function isBlank(text: string): boolean {
  return !TEXT.test(text);
}
