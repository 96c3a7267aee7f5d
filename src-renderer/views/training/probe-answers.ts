/** What answers to a probe example come to. */
import type { ProbeOfEpoch } from '../../../src-shared/domain/run';
import { tokensOf } from '../../../src-shared/domain/tokens';

/** The answers that are another than the one before them, the newest first. */
export function answerChanges(answers: readonly ProbeOfEpoch[]): readonly ProbeOfEpoch[] {
  return answers
    .filter(({ hypothesis }, place) => hypothesis !== answers[place - 1]?.hypothesis)
    .toReversed();
}

/** How many tokens of the reference stand in their place, as token accuracy counts them. */
export function rightTokens(
  reference: string,
  hypothesis: string,
): { readonly right: number; readonly of: number } {
  const expected = tokensOf(reference);
  const written = tokensOf(hypothesis);
  return { right: expected.filter((token, place) => written[place] === token).length, of: expected.length };
}
