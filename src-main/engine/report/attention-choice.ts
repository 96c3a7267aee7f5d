import { sentenceBleu } from '../evaluation/bleu';
import type { AnswerFacts, ExampleFacts } from '../../../src-shared/domain/report';
import { tokensOf } from '../../../src-shared/domain/tokens';

/** Numbers of tokens between which a heatmap is worth looking at and its labels can be read. */
const READABLE = { source: [4, 24], hypothesis: [4, 32] } as const;

/**
 * Positions of `count` examples for heatmaps, best answer first: evenly over the ranks of BLEU among those short enough
 * to read, else among all with an answer.
 */
export function chooseForAttention(
  examples: readonly ExampleFacts[],
  answers: readonly AnswerFacts[],
  count: number,
): number[] {
  const byIndex = new Map(examples.map((example) => [example.index, example]));
  const scored = answers.flatMap(({ index, hypothesis }) => {
    const example = byIndex.get(index);
    if (!example || hypothesis === '') return [];
    const tokens = { hypothesis: tokensOf(hypothesis), source: tokensOf(example.source) };
    return [{ index, ...tokens, bleu: sentenceBleu(tokens.hypothesis, tokensOf(example.reference)).score }];
  });
  const readable = scored.filter(
    ({ source, hypothesis }) =>
      isWithin(source.length, READABLE.source) && isWithin(hypothesis.length, READABLE.hypothesis),
  );
  const ranked = (readable.length >= count ? readable : scored).sort(
    (a, b) => b.bleu - a.bleu || a.index - b.index,
  );
  const last = ranked.length - 1;
  const ranks = Array.from({ length: Math.min(count, ranked.length) }, (_, place) =>
    count === 1 ? 0 : Math.round((place * last) / (Math.min(count, ranked.length) - 1 || 1)),
  );
  return [...new Set(ranks)].map((rank) => ranked[rank].index);
}

function isWithin(length: number, [least, most]: readonly [number, number]): boolean {
  return length >= least && length <= most;
}
