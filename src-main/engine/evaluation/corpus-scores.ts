import type { ErrorShare } from '../../../src-shared/domain/analysis';
import type { EvaluationSummary, MetricValues } from '../../../src-shared/domain/run';
import { countErrors, errorCategory } from '../analysis/error-categories';
import { corpusRepetition } from '../analysis/repetition';
import { corpusTokenAccuracy, exactMatchRate, exactMatchText } from './accuracy';
import { corpusBleu, lengthRatio } from './bleu';
import { asNotebookScored } from './notebook-metrics';

/** The part of an evaluation that hypotheses and references alone decide. */
export type CorpusScores = Pick<
  EvaluationSummary,
  | keyof MetricValues
  | 'examples'
  | 'exactMatchText'
  | 'asNotebook'
  | 'bleuSignature'
  | 'brevityPenalty'
  | 'precisions'
  | 'hypothesisLength'
  | 'referenceLength'
  | 'distinctOutputs'
  | 'lengthRatio'
  | 'repetition'
  | 'errors'
>;

/**
 * Scores a corpus of token lists without special tokens other than `<UNK>`, by our definitions and as the notebooks did.
 *
 * @throws RangeError when there are not as many hypotheses as references.
 */
export function scoreCorpus(
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
): CorpusScores {
  const bleu = corpusBleu(hypotheses, references);
  return {
    examples: references.length,
    bleu: bleu.score,
    tokenAccuracy: corpusTokenAccuracy(hypotheses, references),
    exactMatch: exactMatchRate(hypotheses, references),
    exactMatchText: exactMatchRate(hypotheses, references, exactMatchText),
    asNotebook: metricsAsNotebook(hypotheses, references),
    bleuSignature: bleu.signature,
    brevityPenalty: bleu.brevityPenalty,
    precisions: bleu.precisions,
    hypothesisLength: bleu.hypothesisLength,
    referenceLength: bleu.referenceLength,
    distinctOutputs: new Set(hypotheses.map((tokens) => tokens.join(' '))).size,
    lengthRatio: lengthRatio(bleu),
    repetition: corpusRepetition(hypotheses),
    errors: errorShares(hypotheses, references),
  };
}

/** The examples behind each count are those whose prediction has the category. */
function errorShares(
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
): ErrorShare[] {
  const categories = hypotheses.map((hypothesis, index) => errorCategory(hypothesis, references[index]));
  return countErrors(categories).map(({ category, count, percentage }) => ({ category, count, percentage }));
}

function metricsAsNotebook(
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
): MetricValues {
  const hypothesesScored = asNotebookScored(hypotheses);
  const referencesScored = asNotebookScored(references);
  return {
    bleu: corpusBleu(hypothesesScored, referencesScored).score,
    tokenAccuracy: corpusTokenAccuracy(hypothesesScored, referencesScored),
    exactMatch: exactMatchRate(hypothesesScored, referencesScored),
  };
}
