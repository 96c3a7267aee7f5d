import type {
  EpochEvidence,
  RecordedRun,
  RunEvidence,
  UncheckedFaults,
} from '../../../../src-shared/domain/diagnosis';
import type { StudyOrReason } from './run-evidence';

const OF_TRAINING = ['checkpoint-criterion', 'decoder-ignores-input', 'exposure-bias', 'loss-divergence'];
const OF_STEPS = ['exploding-gradients', 'mostly-clipped', 'learning-rate-too-high'];
const OF_OUTPUTS = ['bleu-by-repetition', 'hidden-unknown'];
const OF_OUTPUTS_OR_PROBES = ['mode-collapse', 'short-outputs'];
const OF_DATA = [
  ...['scaled-down', 'few-test-rows', 'test-rows-in-training', 'near-duplicates', 'source-in-target'],
  ...['truncated-docstrings', 'truncated-functions', 'unknown-docstring-tokens', 'unknown-function-tokens'],
  ...['dead-source-embeddings', 'dead-target-embeddings'],
];

/** The faults that could not be looked for with what is known of a run, and why. */
export function uncheckedFaults(
  recorded: RecordedRun,
  evidence: RunEvidence,
  study: StudyOrReason,
): UncheckedFaults[] {
  const unchecked = [
    ...ofTraining(recorded, evidence),
    ...ofOutputs(recorded, evidence),
    'reason' in study && { faults: [...OF_DATA, 'unigram-plateau'], reason: study.reason },
  ];
  return unchecked.filter((faults) => faults !== false);
}

function ofTraining({ elsewhere }: RecordedRun, { epochs }: RunEvidence): (UncheckedFaults | false)[] {
  const last = epochs.at(-1);
  if (elsewhere) return ofTrainingElsewhere(last);
  if (!last)
    return [
      {
        faults: [...OF_TRAINING, ...OF_STEPS, 'vanishing-gradients', 'unigram-plateau'],
        reason: 'no epoch is completed',
      },
    ];
  return [
    last.steps === null && { faults: OF_STEPS, reason: 'no steps are recorded' },
    (last.steps === null || last.gradients === null) && {
      faults: ['vanishing-gradients'],
      reason: 'it was trained before gradient norms were recorded by layer',
    },
    last.gradients !== null &&
      last.epoch === 1 && {
        faults: ['vanishing-gradients'],
        reason: 'layers may be late to learn, and only one epoch is completed',
      },
  ];
}

function ofTrainingElsewhere(last: EpochEvidence | undefined): (UncheckedFaults | false)[] {
  return [
    !last && { faults: OF_TRAINING, reason: 'no history of its training was imported' },
    {
      faults: [...OF_STEPS, 'vanishing-gradients'],
      reason: 'it was trained elsewhere, where no steps and gradients were recorded',
    },
    last !== undefined &&
      (last.validationLossTeacherForced === null || last.validationLossFreeRunning === null) && {
        faults: ['decoder-ignores-input', 'exposure-bias'],
        reason: 'it was trained elsewhere, where only one validation loss was recorded',
      },
  ];
}

function ofOutputs(
  { id, configuration, elsewhere }: RecordedRun,
  { evaluation, epochs, comparisons }: RunEvidence,
): (UncheckedFaults | false)[] {
  const notEvaluated =
    elsewhere?.notEvaluable ?? `its test split has not been evaluated (unroll evaluate ${id})`;
  if (evaluation)
    return [
      comparisons === null && {
        faults: ['chance-differences'],
        reason: 'no other run of the study was evaluated on the same examples',
      },
    ];
  const ofEvaluations = [...OF_OUTPUTS, 'chance-differences'];
  if (elsewhere) return [{ faults: [...ofEvaluations, ...OF_OUTPUTS_OR_PROBES], reason: notEvaluated }];
  const probed = epochs.some(({ probe }) => probe !== null);
  const noProbes =
    configuration.PROBE_EXAMPLES === 0
      ? 'no probe examples were decoded while it was trained (PROBE_EXAMPLES is 0)'
      : 'no probe examples have been decoded yet';
  return [
    { faults: ofEvaluations, reason: notEvaluated },
    !probed && { faults: OF_OUTPUTS_OR_PROBES, reason: `${notEvaluated}, and ${noProbes}` },
  ];
}
