/** Tokens of a stored text, which stand with a space between them: no token contains white space. */
export function tokensOf(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}
