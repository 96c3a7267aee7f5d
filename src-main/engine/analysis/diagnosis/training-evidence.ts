import type { EpochEvidence, RecordedTraining } from '../../../../src-shared/domain/diagnosis';
import { probeEvidence, stepStatistics } from './evidence';

/** What the epochs of a training show, in order; `clip` is GRADIENT_CLIP. */
export function trainingEvidence({ epochs, steps, probes }: RecordedTraining, clip: number): EpochEvidence[] {
  const stepsOf = groupedByEpoch(steps);
  const probesOf = new Map(probes.map(({ epoch, examples }) => [epoch, examples]));
  return epochs.map((record) => {
    const examples = probesOf.get(record.epoch);
    return {
      epoch: record.epoch,
      best: record.best,
      trainLoss: known(record.trainLoss),
      validationLossTeacherForced: known(record.validationLossTeacherForced),
      validationLossFreeRunning: known(record.validationLossFreeRunning),
      learningRate: known(record.learningRate),
      teacherForcingRatio: known(record.teacherForcingRatio),
      steps: stepStatistics(stepsOf.get(record.epoch) ?? [], clip),
      gradients: record.gradients,
      probe: examples && examples.length > 0 ? probeEvidence(examples) : null,
    };
  });
}

/** What was not measured is recorded as not-a-number. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function groupedByEpoch<Step extends { readonly epoch: number }>(
  steps: readonly Step[],
): Map<number, Step[]> {
  const groups = new Map<number, Step[]>();
  for (const step of steps) {
    const group = groups.get(step.epoch);
    if (group) group.push(step);
    else groups.set(step.epoch, [step]);
  }
  return groups;
}
