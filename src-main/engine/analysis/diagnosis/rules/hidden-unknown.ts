import type { Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { SPECIAL_TOKENS, UNK } from '../../../text/special-tokens';
import { percent } from '../rule';
import { tokensOf } from '../../../../../src-shared/domain/tokens';

/** Share of `<UNK>` among the tokens of references, or of answers, above which dropping it changes what is measured. */
const LIMIT = 0.05;

/** `<UNK>` that a score hides when it is dropped before scoring, as the notebooks did with 11% of their targets. */
export function hiddenUnknown({ evaluation }: RunEvidence): (Finding | null)[] {
  if (!evaluation) return [null];
  const { summary, predictions } = evaluation;
  const inReferences = unknownShare(predictions.map(({ reference }) => reference));
  const inAnswers = unknownShare(predictions.map(({ hypothesis }) => hypothesis));
  if (Math.max(inReferences, inAnswers) <= LIMIT) return [null];
  const limit = `at most ${100 * LIMIT}%`;
  return [
    {
      id: 'hidden-unknown',
      severity: 'warning',
      title: 'Scores that hide <UNK>',
      explanation:
        `${percent(inReferences)} of the reference tokens and ${percent(inAnswers)} of the written ones are <UNK>. ` +
        `Dropped before scoring, as the notebooks did, they leave BLEU at ${summary.asNotebook.bleu.toFixed(2)}; ` +
        `kept as tokens they make it ${summary.bleu.toFixed(2)}. Neither is the score of code that would run.`,
      evidence: [
        { label: '<UNK> in references', value: 100 * inReferences, unit: '%', expected: limit },
        { label: '<UNK> in answers', value: 100 * inAnswers, unit: '%', expected: limit },
        { label: 'BLEU with <UNK>', value: summary.bleu },
        { label: 'BLEU without <UNK>, as the notebooks computed it', value: summary.asNotebook.bleu },
      ],
      examples: predictions
        .filter(({ reference, hypothesis }) => unknownShare([reference, hypothesis]) > LIMIT)
        .map(({ index }) => index),
      remedy: {
        text: 'Raise VOCAB_SIZE, or train on more rows (TRAIN_SIZE) so that the vocabulary has more tokens to choose from.',
        keys: ['VOCAB_SIZE', 'TRAIN_SIZE'],
      },
      epoch: null,
    },
  ];
}

function unknownShare(texts: readonly string[]): number {
  const tokens = texts.flatMap(tokensOf);
  const unknown = tokens.filter((token) => token === SPECIAL_TOKENS[UNK]).length;
  return unknown / Math.max(1, tokens.length);
}
