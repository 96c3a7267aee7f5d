const ENDS_IN_WORD = /[\p{L}\p{N}_]$/u;
const STARTS_WITH_WORD = /^[\p{L}\p{N}_]/u;

/**
 * The text that tokens stand for, with white space folded: a space stays only where two words would run together.
 * The tokenizer leaves open whether code said `a != b` or `a!=b`; both detokenise to `a!=b`.
 */
export function detokenise(tokens: readonly string[]): string {
  return tokens.reduce((text, token, index) => {
    const wordsMeet = index > 0 && ENDS_IN_WORD.test(tokens[index - 1]) && STARTS_WITH_WORD.test(token);
    return text + (wordsMeet ? ' ' : '') + token;
  }, '');
}
