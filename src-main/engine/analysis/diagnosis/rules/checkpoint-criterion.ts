import { formatDecimal } from '../../../../../src-shared/format/numbers';
import type { EpochEvidence, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';

/** How much lower another epoch's loss must be, as a share, for the choice to matter, and to matter much. */
const BETTER = 0.02;
const MUCH_BETTER = 0.1;
/** Imported runs have no teacher-forced validation loss: then a choice this early is suspect. */
const EARLY = 1 / 3;

/** A checkpoint chosen by the free-running loss, which can rise while the model learns (the published run kept epoch 1). */
export function checkpointCriterion({ configuration, epochs }: RunEvidence): (Finding | null)[] {
  const kept = epochs.findLast(({ best }) => best);
  if (configuration.CHECKPOINT_CRITERION !== 'free-running' || !kept) return [null];
  const better =
    betterBy(epochs, kept, ({ validationLossTeacherForced: loss }) => loss, BETTER) ??
    (kept.validationLossTeacherForced === null && kept.epoch <= EARLY * epochs.length
      ? betterBy(epochs, kept, ({ trainLoss }) => trainLoss, MUCH_BETTER)
      : null);
  return [better && finding(kept, better)];
}

interface Better {
  readonly epoch: number;
  readonly loss: number;
  readonly keptLoss: number;
  readonly isTrainLoss: boolean;
}

/** The epoch with the lowest loss, if that is lower than the kept one's by such a share. */
function betterBy(
  epochs: readonly EpochEvidence[],
  kept: EpochEvidence,
  lossOf: (epoch: EpochEvidence) => number | null,
  share: number,
): Better | null {
  const keptLoss = lossOf(kept);
  if (keptLoss === null) return null;
  const [lowest] = epochs
    .map((epoch) => ({ epoch: epoch.epoch, loss: lossOf(epoch) ?? Infinity }))
    .sort((first, second) => first.loss - second.loss);
  if (lowest.loss > (1 - share) * keptLoss) return null;
  return { ...lowest, keptLoss, isTrainLoss: kept.validationLossTeacherForced === null };
}

function finding(kept: EpochEvidence, { epoch, loss, keptLoss, isTrainLoss }: Better): Finding {
  const name = isTrainLoss ? 'training loss' : 'teacher-forced validation loss';
  return {
    id: 'checkpoint-criterion',
    severity: loss <= (1 - MUCH_BETTER) * keptLoss ? 'critical' : 'warning',
    title: 'The wrong epoch was kept',
    explanation:
      `The free-running loss chose epoch ${kept.epoch}, but the ${name} went on falling until epoch ${epoch} ` +
      `(${formatDecimal(keptLoss)} to ${formatDecimal(loss)}): the evaluated model had hardly learnt.`,
    evidence: [
      { label: 'Epoch kept', value: kept.epoch, expected: `${epoch}` },
      { label: `Its ${name}`, value: keptLoss, unit: 'nats' },
      { label: `Lowest ${name}`, value: loss, unit: 'nats' },
    ],
    examples: [],
    remedy: { text: 'Set CHECKPOINT_CRITERION to teacher-forced.', keys: ['CHECKPOINT_CRITERION'] },
    epoch: kept.epoch,
  };
}
