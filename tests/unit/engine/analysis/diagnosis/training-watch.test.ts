import { expect, it } from 'vitest';
import {
  NOTHING_RECORDED,
  recordedUntil,
  TrainingWatch,
  type WatchedRun,
} from '../../../../../src-main/engine/analysis/diagnosis/training-watch';
import { PRESETS } from '../../../../../src-shared/domain/configuration';
import type { RecordedTraining } from '../../../../../src-shared/domain/diagnosis';
import type { EpochRecord, ProbeRecord } from '../../../../../src-shared/domain/run';
import { epoch, probe, step } from '../../../history/samples';

const watched: WatchedRun = {
  run: 'run',
  architecture: 'lstm',
  configuration: { ...PRESETS.recommended, EPOCHS: 20 },
  stepsPerEpoch: 10,
  targetUnigramEntropy: 5,
};

/** Validation losses fall to below 4; nothing is wrong. */
function healthy(number: number, changes: Partial<EpochRecord> = {}): EpochRecord {
  return { ...epoch(number, 4 - 0.1 * number, true), ...changes };
}

const varied = [0, 1, 2, 3, 4, 5].map((index) => probe(index, `def write_${index} ( ) : pass`));
const alike = varied.map((record): ProbeRecord => ({ ...record, hypothesis: 'def f ( ) : pass' }));

/** What is told after each of some epochs. */
function told(epochs: readonly [EpochRecord, readonly ProbeRecord[]][], given = watched) {
  const watch = new TrainingWatch(given, NOTHING_RECORDED);
  return epochs.map(([record, probes]) => watch.addEpoch(record, probes).map(({ id }) => id));
}

it('tells a collapse in the epoch in which it appears, and only then', () => {
  expect(
    told([
      [healthy(1), varied],
      [healthy(2), alike],
      [healthy(3), alike],
      [healthy(4), varied],
      [healthy(5), alike],
    ]),
  ).toEqual([[], ['mode-collapse'], [], [], []]);
});

it('tells steps that are clipped, and only of the steps since the epoch before', () => {
  const watch = new TrainingWatch(watched, NOTHING_RECORDED);
  const stepsOf = (number: number, gradientNorm: number) => {
    for (let place = 1; place <= 10; place++)
      watch.addStep({ ...step(10 * number + place, number), loss: 4, gradientNorm });
    return watch.addEpoch(healthy(number), varied).map(({ id }) => id);
  };
  expect([stepsOf(1, 0.5), stepsOf(2, 3), stepsOf(3, 0.5)]).toEqual([[], ['mostly-clipped'], []]);
});

it('does not tell of the plateau on which training starts, unless it lasts or the run is over', () => {
  const plateau = (number: number): [EpochRecord, readonly ProbeRecord[]] => [
    healthy(number, { trainLoss: 5, validationLossTeacherForced: 5, validationLossFreeRunning: 5 }),
    varied,
  ];
  const faults = ['unigram-plateau', 'decoder-ignores-input'];
  const long = Array.from({ length: 31 }, (_, index) => plateau(index + 1));
  const lasting = { ...watched, configuration: { ...watched.configuration, EPOCHS: 40 } };
  expect(told(long, lasting)).toEqual(long.map((_, index) => (index === 29 ? faults : [])));
  const short = { ...watched, configuration: { ...watched.configuration, EPOCHS: 3 } };
  expect(told(long.slice(0, 3), short)).toEqual([[], [], faults]);
});

const recorded: RecordedTraining = {
  epochs: [healthy(1), healthy(2), healthy(3)],
  steps: Array.from({ length: 35 }, (_, index) => step(index + 1, Math.ceil((index + 1) / 10))),
  probes: [1, 2, 3].map((number) => ({ epoch: number, examples: number === 1 ? varied : alike })),
};

it('does not tell again, when training is resumed, what was told before', () => {
  const watch = new TrainingWatch(watched, recordedUntil(recorded, { epoch: 3, step: 35 }));
  expect(watch.addEpoch(healthy(4), alike)).toEqual([]);
});

it('tells again what belongs to an epoch that is trained again', () => {
  const watch = new TrainingWatch(watched, recordedUntil(recorded, { epoch: 1, step: 10 }));
  expect(watch.addEpoch(healthy(2), alike).map(({ id }) => id)).toEqual(['mode-collapse']);
});

it('knows the epochs of before: a loss that rises is seen in the first epoch after a resumption', () => {
  const rising = { ...healthy(4), trainLoss: 9 };
  const resumed = new TrainingWatch(watched, recordedUntil(recorded, { epoch: 3, step: 30 }));
  expect(resumed.addEpoch(rising, alike).map(({ id }) => id)).toEqual(['learning-rate-too-high']);
  expect(new TrainingWatch(watched, NOTHING_RECORDED).addEpoch(rising, varied)).toEqual([]);
});
