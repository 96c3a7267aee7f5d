/** What answers are made to begin with. */
import { tokenize } from '../../src-shared/format/tokenizer';
import type { Answered } from './live-answer.svelte';

/** Tokens that no text has: they are written as they are. */
const SPECIAL = /^<(?:UNK|EOS)>$/;

/**
 * Code as the tokens that models read and write: lower-cased, its punctuation apart, every kind of white space only a gap. A
 * special token stands between spaces.
 */
export function prefixTokens(code: string): string[] {
  return code.split(/(\s+)/).reduce<string[]>((tokens, part) => {
    tokens.push(...(SPECIAL.test(part) ? [part] : tokenize(part)));
    return tokens;
  }, []);
}

/** Which runs do not have a token of the prefix in their vocabulary, and so were given <UNK> in its place: labels by position. */
export function unknownInPrefix(
  prefix: readonly string[],
  answers: readonly { readonly label: string; readonly answer: Answered }[],
): ReadonlyMap<number, readonly string[]> {
  const unknown = new Map<number, readonly string[]>();
  for (const { label, answer } of answers) {
    const { question, generation } = answer;
    if (question.prefix?.join(' ') !== prefix.join(' ')) continue;
    const given = generation.hypotheses[0]?.tokens ?? [];
    prefix.forEach((token, position) => {
      if (given[position] === '<UNK>' && token !== '<UNK>')
        unknown.set(position, [...(unknown.get(position) ?? []), label]);
    });
  }
  return unknown;
}
