import { SPECIAL_TOKENS, UNK } from '../text/special-tokens';

/**
 * Token lists as the notebooks scored them: they dropped `<UNK>` from hypotheses and references alike, which shifts
 * the positions behind it and hides what the vocabulary lacks.
 */
export function asNotebookScored(tokenLists: readonly (readonly string[])[]): string[][] {
  return tokenLists.map((tokens) => tokens.filter((token) => token !== SPECIAL_TOKENS[UNK]));
}
