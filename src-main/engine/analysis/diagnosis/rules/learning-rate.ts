import { formatDecimal, formatCountOf } from '../../../../../src-shared/format/numbers';
import type { EpochEvidence, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import { percent } from '../rule';

/** Rise of the training loss from one epoch to the next, as a share of it. */
const RISE = 0.05;
/** A fall of the teacher-forcing ratio that makes training harder, so that its loss may rise. */
const HARDER = 0.1;
/** Share of an epoch's steps at which the loss leaps up. */
const SPIKING = 0.01;

/** Steps so large that the training loss rises, from one epoch to the next or in leaps within one. */
export function learningRateTooHigh({ epochs, configuration }: RunEvidence): (Finding | null)[] {
  const rising = epochs.find((epoch, place) => place > 0 && hasRisen(epochs[place - 1], epoch));
  const spiking = epochs.find(({ steps }) => steps !== null && steps.spikes > SPIKING * steps.steps);
  if (!rising && !spiking) return [null];
  const rise = rising ? [riseOf(epochs[epochs.indexOf(rising) - 1], rising)] : [];
  const leaps = spiking ? [leapsOf(spiking)] : [];
  return [
    {
      id: 'learning-rate-too-high',
      severity: 'warning',
      title: 'The learning rate is too high',
      explanation: `${[...rise, ...leaps].map(({ sentence }) => sentence).join(' ')} Steps overshoot.`,
      evidence: [
        ...[...rise, ...leaps].map(({ evidence }) => evidence),
        { label: 'LEARNING_RATE', value: configuration.LEARNING_RATE },
      ],
      examples: [],
      remedy: {
        text: `Lower LEARNING_RATE (${configuration.LEARNING_RATE}) to a third, and warm up (APPLY_WARMUP, WARMUP_STEPS).`,
        keys: ['LEARNING_RATE', 'APPLY_WARMUP', 'WARMUP_STEPS'],
      },
      epoch: Math.min(rising?.epoch ?? Infinity, spiking?.epoch ?? Infinity),
    },
  ];
}

function hasRisen(before: EpochEvidence, after: EpochEvidence): boolean {
  if (before.trainLoss === null || after.trainLoss === null) return false;
  const isHarder = (before.teacherForcingRatio ?? 0) - (after.teacherForcingRatio ?? 0) > HARDER;
  return !isHarder && after.trainLoss > (1 + RISE) * before.trainLoss;
}

function riseOf(before: EpochEvidence, after: EpochEvidence) {
  return {
    sentence:
      `From epoch ${before.epoch} to ${after.epoch} the training loss rose from ${formatDecimal(before.trainLoss!)} to ` +
      `${formatDecimal(after.trainLoss!)}.`,
    evidence: {
      label: `Training loss of epoch ${after.epoch}`,
      value: after.trainLoss!,
      unit: 'nats',
      expected: `at most ${formatDecimal((1 + RISE) * before.trainLoss!)}`,
    },
  };
}

function leapsOf({ epoch, steps }: EpochEvidence) {
  const { spikes, steps: count } = steps!;
  return {
    sentence: `In epoch ${epoch} the loss leapt up at ${formatCountOf(spikes, 'step')} (${percent(spikes / count)}).`,
    evidence: {
      label: `Steps of epoch ${epoch} at which the loss leaps`,
      value: (100 * spikes) / count,
      unit: '%',
      expected: `at most ${100 * SPIKING}%`,
    },
  };
}
