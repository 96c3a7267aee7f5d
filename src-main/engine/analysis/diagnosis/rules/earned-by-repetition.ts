import type { EvaluationEvidence, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { corpusBleu } from '../../../evaluation/bleu';
import { corpusRepetition, repetition } from '../../repetition';
import { percent } from '../rule';
import { tokensOf } from '../../../../../src-shared/domain/tokens';

/** Share of repeated 4-grams from which an answer repeats itself; written functions have 3 to 4%. */
export const REPETITIVE = 0.25;
/** Answers may repeat themselves where references do. */
const TIMES_REFERENCES = 2;

/** A BLEU that frequent tokens earn when they are written over and over: `) ) ) ) ...` scored 5.5. */
export function earnedByRepetition({ evaluation }: RunEvidence): (Finding | null)[] {
  if (!evaluation || evaluation.summary.bleu === 0) return [null];
  const hypotheses = evaluation.predictions.map(({ hypothesis }) => tokensOf(hypothesis));
  const references = evaluation.predictions.map(({ reference }) => tokensOf(reference));
  const repeated = corpusRepetition(hypotheses);
  const inReferences = corpusRepetition(references);
  if (repeated < Math.max(REPETITIVE, TIMES_REFERENCES * inReferences)) return [null];
  return [finding(evaluation, hypotheses, references, repeated, inReferences)];
}

function finding(
  { summary, predictions }: EvaluationEvidence,
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
  repeated: number,
  inReferences: number,
): Finding {
  const repeats = hypotheses.map((hypothesis) => repetition(hypothesis) >= REPETITIVE);
  const ofOthers = corpusBleu(
    hypotheses.filter((_, place) => !repeats[place]),
    references.filter((_, place) => !repeats[place]),
  );
  return {
    id: 'bleu-by-repetition',
    severity: 'warning',
    title: 'BLEU earned by repetition',
    explanation:
      `${percent(repeated)} of the answers' 4-grams stood in the same answer before (references: ` +
      `${percent(inReferences)}). Frequent tokens written over and over match by chance, so BLEU ` +
      `${summary.bleu.toFixed(2)} says little.`,
    evidence: [
      {
        label: 'Repeated 4-grams in answers',
        value: 100 * repeated,
        unit: '%',
        expected: `below ${100 * REPETITIVE}%`,
      },
      { label: 'Repeated 4-grams in references', value: 100 * inReferences, unit: '%' },
      { label: 'BLEU', value: summary.bleu },
      {
        label: 'BLEU of the answers that do not repeat themselves',
        value: repeats.every((each) => each) ? 'there are none' : ofOthers.score,
      },
    ],
    examples: predictions.filter((_, place) => repeats[place]).map(({ index }) => index),
    remedy: {
      text:
        'Train for more EPOCHS on more rows (TRAIN_SIZE), let the decoder meet its own outputs while it learns ' +
        '(APPLY_SCHEDULED_SAMPLING), and decode with a beam (BEAM_SIZE). Decoders that write no n-gram twice (NO_REPEAT_NGRAM) ' +
        'hide the symptom.',
      keys: ['EPOCHS', 'TRAIN_SIZE', 'APPLY_SCHEDULED_SAMPLING', 'BEAM_SIZE', 'NO_REPEAT_NGRAM'],
    },
    epoch: null,
  };
}
