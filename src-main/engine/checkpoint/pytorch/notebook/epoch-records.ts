import type { RunConfiguration } from '../../../../../src-shared/domain/configuration';
import type { EpochRecord } from '../../../../../src-shared/domain/run';
import type { PlainMap, PlainValue } from '../pickle/plain-value';
import type { TrainingHistory } from './history';
import { valueOf } from './names';

/** What a checkpoint's dictionary says of when it was made. */
export interface CheckpointMoment {
  /** As the notebook counted: from 0 or from 1. */
  readonly epoch: number | null;
  readonly trainLoss: number | null;
  readonly validationLoss: number | null;
}

/** Nothing was recorded of these. */
const UNKNOWN = Number.NaN;
/** Difference of losses, as a share, below which one is the other as it was written down. */
const SAME = 1e-6;

export function checkpointMoment(beside: PlainMap): CheckpointMoment {
  const number = (names: readonly string[]) => finite(valueOf(beside, names));
  return {
    epoch: number(['epoch', 'best_epoch']),
    trainLoss: number(['train_loss', 'training_loss']),
    validationLoss: number([
      'val_loss',
      'best_val_loss',
      'valid_loss',
      'validation_loss',
      'loss',
      'best_loss',
    ]),
  };
}

function finite(value: PlainValue | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * A history as epochs are recorded here; without one, the epoch that the checkpoint itself tells of. The one validation loss
 * counts as what CHECKPOINT_CRITERION says. Best are the epochs with a new lowest loss, up to that of the checkpoint.
 */
export function epochRecords(
  history: TrainingHistory | null,
  moment: CheckpointMoment | null,
  criterion: RunConfiguration['CHECKPOINT_CRITERION'],
): EpochRecord[] {
  if (history === null) return moment ? recordsOfMoment(moment, criterion) : [];
  const { trainLosses, validationLosses } = history;
  const kept = moment && keptEpoch(history, moment);
  const count = Math.max(trainLosses.length, validationLosses.length);
  let lowest = Infinity;
  return Array.from({ length: count }, (_, index) => {
    const validation = validationLosses[index] ?? null;
    const isLowest = validation !== null && validation < lowest;
    if (isLowest) lowest = validation;
    const epoch = index + 1;
    const best = kept === null ? isLowest : epoch === kept || (isLowest && epoch < kept);
    return record(epoch, trainLosses[index] ?? null, validation, criterion, best);
  });
}

/** The epoch whose validation loss the checkpoint has written down. */
function keptEpoch(
  { validationLosses }: TrainingHistory,
  { validationLoss }: CheckpointMoment,
): number | null {
  if (validationLoss === null) return null;
  const index = validationLosses.findIndex(
    (loss) => loss !== null && Math.abs(loss - validationLoss) <= SAME * Math.abs(loss),
  );
  return index < 0 ? null : index + 1;
}

function recordsOfMoment(
  { epoch, trainLoss, validationLoss }: CheckpointMoment,
  criterion: RunConfiguration['CHECKPOINT_CRITERION'],
): EpochRecord[] {
  if (epoch === null || !Number.isInteger(epoch) || epoch < 0 || (trainLoss ?? validationLoss) === null)
    return [];
  return [record(Math.max(1, epoch), trainLoss, validationLoss, criterion, true)];
}

function record(
  epoch: number,
  trainLoss: number | null,
  validationLoss: number | null,
  criterion: RunConfiguration['CHECKPOINT_CRITERION'],
  best: boolean,
): EpochRecord {
  const lossOf = (kind: typeof criterion) => (kind === criterion ? (validationLoss ?? UNKNOWN) : UNKNOWN);
  return {
    epoch,
    trainLoss: trainLoss ?? UNKNOWN,
    validationLossTeacherForced: lossOf('teacher-forced'),
    validationLossFreeRunning: lossOf('free-running'),
    learningRate: UNKNOWN,
    teacherForcingRatio: UNKNOWN,
    tokensPerSecond: UNKNOWN,
    seconds: UNKNOWN,
    validationSeconds: UNKNOWN,
    best,
    gradients: null,
  };
}
