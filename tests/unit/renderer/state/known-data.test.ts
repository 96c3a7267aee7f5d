import { expect, it } from 'vitest';
import { KnownData } from '../../../../src-renderer/state/known-data';
import { dataSizesOf } from '../../../../src-shared/domain/estimate/data-sizes';
import { sampleReport, sampleRun, sampleStudy } from '../samples';

const { sizes, ...split } = sampleReport.split;
const begun = { ...sampleStudy([sampleRun({})]), id: 'begun', split: { ...split, sizes } };
const waiting = { ...begun, id: 'waiting', split: null };

it('takes the sizes of a study that has begun, and of another that reads the same', () => {
  const known = new KnownData({ all: [waiting, begun] });
  expect(known.of(begun)).toMatchObject({ sizes, atMost: false });
  expect(known.of(waiting)).toMatchObject({ sizes, atMost: false });
  const seeded = { ...waiting, configuration: { ...waiting.configuration, SEED: 7 } };
  expect(known.of(seeded)).toMatchObject({ sizes, atMost: false });
});

it('knows only the most of data that nobody has read', () => {
  const { TRAIN_SIZE } = waiting.configuration;
  const known = new KnownData({ all: [waiting, begun] });
  for (const other of [
    { ...waiting, location: 'synthetic:7' },
    { ...waiting, configuration: { ...waiting.configuration, MAX_CODE_LEN: 7 } },
  ])
    expect(known.of(other)).toMatchObject({ sizes: { train: TRAIN_SIZE }, atMost: true });
});

it('keeps what the form has read', () => {
  const known = new KnownData({ all: [waiting] });
  const inspected = dataSizesOf(waiting.configuration, sampleReport);
  known.remember(waiting, inspected);
  expect(known.of(waiting)).toEqual({ sizes: inspected, atMost: false });
});
