import type { ComparisonEvidence, RecordedRun, RunEvidence } from '../../../../src-shared/domain/diagnosis';
import { UserError } from '../../../../src-shared/domain/errors';
import { comparisonEvidence } from './comparison-evidence';
import type { StudyEvidence } from './study-evidence';
import { trainingEvidence } from './training-evidence';

/** What a run's examples tell, or why they cannot be looked at. */
export type StudyOrReason = StudyEvidence | { readonly reason: string };

const NO_STUDY: StudyEvidence = {
  data: null,
  memorisation: null,
  targetUnigramEntropy: null,
  embeddings: null,
};

/** All that is known of a run. */
export function runEvidence(recorded: RecordedRun, study: StudyOrReason): RunEvidence {
  const { configuration } = recorded;
  return {
    run: recorded.name,
    architecture: recorded.architecture,
    configuration,
    unknownSettings: recorded.unknownSettings,
    stepsPerEpoch: recorded.stepsPerEpoch,
    epochs: trainingEvidence(recorded.training, configuration.GRADIENT_CLIP),
    notFinite: recorded.notFinite,
    evaluation: recorded.evaluation,
    comparisons: comparisons(recorded),
    ...('reason' in study ? NO_STUDY : study),
  };
}

/** With those of the other runs that were evaluated on the same examples; null where there is none. */
function comparisons({ evaluation, others, configuration }: RecordedRun): ComparisonEvidence[] | null {
  if (!evaluation) return null;
  const compared = others.map((other) => {
    try {
      return comparisonEvidence(evaluation, other, configuration.SEED);
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  });
  const possible = compared.filter((evidence) => evidence !== null);
  return possible.length === 0 ? null : possible.flat();
}
