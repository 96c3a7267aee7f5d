/** Answers as the playground shows them. */
import { colourOf, inkOn, SEQUENTIAL_COLOURS } from '../../../src-shared/charts/colour-scales';
import type { OutputStep } from '../../../src-shared/domain/generation';
import type { Hypothesis } from '../../../src-shared/domain/run';
import { alignTokens } from '../../../src-shared/format/token-alignment';
import { type CodeLine, layoutPython } from '../../../src-shared/format/python-layout';

export const END_TOKEN = '<EOS>';

const SCALE = { low: 0, high: 1, colours: SEQUENTIAL_COLOURS.viridis, root: false } as const;

/** The tokens of a hypothesis with the one that ended it. */
export function producedTokens({ tokens, ended }: Hypothesis): readonly string[] {
  return ended ? [...tokens, END_TOKEN] : tokens;
}

/** The lines in which tokens are shown: as code, or all in one; the end of the answer stands behind the last. */
export function answerLines(hypothesis: Hypothesis, asCode: boolean): readonly CodeLine[] {
  const { tokens } = hypothesis;
  const pieces = (texts: readonly string[], from: number) =>
    texts.map((text, place) => ({ token: from + place, text, spaced: from + place > 0 }));
  const lines = asCode ? layoutPython(tokens) : [{ indent: 0, pieces: pieces(tokens, 0) }];
  if (!hypothesis.ended) return lines;
  const end = pieces([END_TOKEN], tokens.length);
  const last = lines.at(-1) ?? { indent: 0, pieces: [] };
  return [...lines.slice(0, -1), { ...last, pieces: [...last.pieces, ...end] }];
}

/** Of a hypothesis's tokens those that the reference does not have in their place. */
export function differingTokens(
  tokens: readonly string[],
  reference: readonly string[],
): ReadonlySet<number> {
  const pairs = alignTokens(tokens, reference);
  return new Set(
    pairs.flatMap(({ first, second }) =>
      first !== null && (second === null || tokens[first] !== reference[second]) ? [first] : [],
    ),
  );
}

/** `93.1%`; what is next to nothing, or to all, says so. */
export function formatProbability(probability: number): string {
  if (probability > 0 && probability < 0.0005) return '<0.1%';
  if (probability < 1 && probability > 0.9995) return '>99.9%';
  return `${(100 * probability).toFixed(1)}%`;
}

/** The colour of a probability, and what can be read on it. */
export function probabilityColours(probability: number): { readonly ground: string; readonly ink: string } {
  const ground = colourOf(probability, SCALE);
  return { ground, ink: inkOn(ground) };
}

/** Place of a step's token among all, from 1; null where it is beyond those that are told. */
export function rankOf({ token, alternatives }: OutputStep): number | null {
  const place = alternatives.findIndex((alternative) => alternative.token === token);
  return place < 0 ? null : place + 1;
}

/** exp of the mean negative log-probability of its tokens, <EOS> counted; null without any. */
export function perplexityOf(hypothesis: Hypothesis): number | null {
  const { length } = producedTokens(hypothesis);
  return length === 0 ? null : Math.exp(-hypothesis.logProbability / length);
}
