/** White space as Python's `str.split()` sees it: other than JavaScript's `\s` with U+001C..1F and U+0085, without U+FEFF. */
const WHITE_SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
/** Characters that are tokens of their own. */
const PUNCTUATION = '()\\[\\]{}:,.=+\\-*/';

const TOKEN = new RegExp(`[${PUNCTUATION}]|[^${PUNCTUATION}${WHITE_SPACE}]+`, 'g');
const WHITE_SPACE_RUN = new RegExp(`[${WHITE_SPACE}]+`, 'g');
const TEXT = new RegExp(`[^${WHITE_SPACE}]`);

/**
 * Tokens of a text: lower-cased, each of `( ) [ ] { } : , . = + - * /` apart, split on white space. Equal to Python's
 * `text.lower()`, spaces put around those characters, `.split()`.
 */
export function tokenize(text: string): string[] {
  return text.toLowerCase().match(TOKEN) ?? [];
}

/** The text with every run of white space (Python's notion) made one space, and none at its ends. */
export function foldWhiteSpace(text: string): string {
  return text.replace(WHITE_SPACE_RUN, ' ').replace(/^ | $/g, '');
}

/** Whether a text is empty or white space only (Python's notion). */
export function isBlank(text: string): boolean {
  return !TEXT.test(text);
}
