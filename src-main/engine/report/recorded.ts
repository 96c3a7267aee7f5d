import type { EvaluationSummary } from '../../../src-shared/domain/run';
import { itemUnless, type VerifiedItem } from '../../../src-shared/domain/verification';
import type { DecoderResults, RecomputedEvaluation } from './recomputed';

/** What was recorded of an evaluation when it was made, and follows from its predictions. */
const RECORDED = [
  'examples',
  'bleu',
  'tokenAccuracy',
  'exactMatch',
  'exactMatchText',
  'asNotebook',
  'bleuSignature',
  'brevityPenalty',
  'precisions',
  'hypothesisLength',
  'referenceLength',
  'distinctOutputs',
  'lengthRatio',
  'repetition',
  'errors',
  'lengthBins',
  'perplexity',
  'failures',
  'oneTokenAway',
] as const satisfies readonly (keyof EvaluationSummary)[];

/** Sums of the same numbers in the same order differ by nothing; this is for other processors. */
const ROUNDING = 1e-9;

/** Compares every evaluation as it was recorded with what its embedded predictions give. */
export function recordedDifferences(results: readonly DecoderResults[]): VerifiedItem[] {
  return results.flatMap(({ evaluations }) =>
    evaluations.map((evaluation) =>
      itemUnless(
        `evaluation as recorded: ${evaluation.label}, ${evaluation.decoder}`,
        recordedProblem(evaluation),
      ),
    ),
  );
}

function recordedProblem(evaluation: RecomputedEvaluation): string | null {
  const recorded = evaluation.run.evaluations.find(({ decoder }) => decoder === evaluation.decoder);
  if (!recorded) return 'nothing was recorded of it';
  // Null stands for what older evaluations did not record.
  const different = RECORDED.filter(
    (name) => recorded[name] !== null && !agree(recorded[name], evaluation[name]),
  );
  if (different.length === 0) return null;
  const [first] = different;
  return `${different.join(', ')}: recorded was ${JSON.stringify(recorded[first])}, the predictions give ${JSON.stringify(evaluation[first])}`;
}

function agree(recorded: unknown, computed: unknown): boolean {
  if (typeof recorded === 'number' && typeof computed === 'number')
    return Math.abs(recorded - computed) <= ROUNDING * Math.max(1, Math.abs(recorded));
  if (typeof recorded !== 'object' || recorded === null || typeof computed !== 'object' || computed === null)
    return recorded === computed;
  const names = new Set([...Object.keys(recorded), ...Object.keys(computed)]);
  return [...names].every((name) =>
    agree((recorded as Record<string, unknown>)[name], (computed as Record<string, unknown>)[name]),
  );
}
