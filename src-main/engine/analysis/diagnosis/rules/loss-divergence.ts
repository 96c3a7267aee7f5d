import { formatDecimal } from '../../../../../src-shared/format/numbers';
import type { EpochEvidence, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { percent } from '../rule';

/** Rise of the validation loss over its lowest value, as a share of it, while the training loss falls. */
const RISE = 0.05;
/** Epochs behind the lowest value: fewer may be a coincidence. */
const FEWEST_EPOCHS = 2;

/** Training and validation loss that part ways: what is learnt from there on holds for the training examples only. */
export function lossDivergence({ epochs }: RunEvidence): (Finding | null)[] {
  const isTeacherForced = epochs.every(({ validationLossTeacherForced: loss }) => loss !== null);
  const lossOf = (epoch: EpochEvidence) =>
    isTeacherForced ? epoch.validationLossTeacherForced : epoch.validationLossFreeRunning;
  const known = epochs.filter((epoch) => lossOf(epoch) !== null && epoch.trainLoss !== null);
  const last = known.at(-1);
  if (!last) return [null];
  const lowest = known.reduce((best, epoch) => (lossOf(epoch)! < lossOf(best)! ? epoch : best));
  const rise = lossOf(last)! / lossOf(lowest)! - 1;
  const isDiverging =
    last.epoch - lowest.epoch >= FEWEST_EPOCHS && rise >= RISE && last.trainLoss! < lowest.trainLoss!;
  return [isDiverging ? finding(lowest, last, lossOf, rise) : null];
}

function finding(
  lowest: EpochEvidence,
  last: EpochEvidence,
  lossOf: (epoch: EpochEvidence) => number | null,
  rise: number,
): Finding {
  return {
    id: 'loss-divergence',
    severity: 'warning',
    title: 'Training and validation loss diverge',
    explanation:
      `Since epoch ${lowest.epoch} the validation loss has risen by ${percent(rise)} (${formatDecimal(lossOf(lowest)!)} to ` +
      `${formatDecimal(lossOf(last)!)}) while the training loss fell to ${formatDecimal(last.trainLoss!)}: the model learns its ` +
      'examples by heart.',
    evidence: [
      { label: 'Epoch of the lowest validation loss', value: lowest.epoch },
      { label: 'Lowest validation loss', value: lossOf(lowest)!, unit: 'nats' },
      { label: `Validation loss of epoch ${last.epoch}`, value: lossOf(last)!, unit: 'nats' },
      { label: `Training loss of epoch ${lowest.epoch}`, value: lowest.trainLoss!, unit: 'nats' },
      { label: `Training loss of epoch ${last.epoch}`, value: last.trainLoss!, unit: 'nats' },
    ],
    examples: [],
    remedy: {
      text:
        'Train on more rows (TRAIN_SIZE), with more DROPOUT or a smaller HIDDEN_DIM, and stop when the validation loss no ' +
        'longer falls (APPLY_EARLY_STOPPING).',
      keys: ['TRAIN_SIZE', 'DROPOUT', 'HIDDEN_DIM', 'APPLY_EARLY_STOPPING'],
    },
    epoch: lowest.epoch,
  };
}
