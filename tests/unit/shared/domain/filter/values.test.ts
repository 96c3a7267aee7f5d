import { expect, it } from 'vitest';
import { numberOf, secondsOf, timeSpanOf } from '../../../../../src-shared/domain/filter/values';

it('reads numbers as people write them', () => {
  expect(
    ['0.5', '.5', '-3', '1e-3', '12k', '7.5M', '40%', '1,000', 'many', '5x'].map((text) => numberOf(text)),
  ).toEqual([0.5, 0.5, -3, 0.001, 12_000, 7_500_000, 0.4, null, null, null]);
});

it('takes percents as they are where numbers are percents', () => {
  expect(numberOf('40%', true)).toBe(40);
  expect(numberOf('40', true)).toBe(40);
});

it('reads time spans in their units', () => {
  expect(['90', '90s', '10min', '2h', '3d', '2 weeks'].map(secondsOf)).toEqual([
    90,
    90,
    600,
    7200,
    259_200,
    null,
  ]);
});

it('reads days, months, hours and minutes as stretches of local time', () => {
  const now = new Date(2026, 10, 23, 15, 30);
  const span = (text: string) => {
    const found = timeSpanOf(text, now);
    return found && [new Date(found.start), new Date(found.end)];
  };
  expect(span('2026-11-23')).toEqual([new Date(2026, 10, 23), new Date(2026, 10, 24)]);
  expect(span('2026-12')).toEqual([new Date(2026, 11, 1), new Date(2027, 0, 1)]);
  expect(span('2026-11-23T14')).toEqual([new Date(2026, 10, 23, 14), new Date(2026, 10, 23, 15)]);
  expect(span('2026-11-23T14:05')).toEqual([new Date(2026, 10, 23, 14, 5), new Date(2026, 10, 23, 14, 6)]);
  expect(span('yesterday')).toEqual([new Date(2026, 10, 22), new Date(2026, 10, 23)]);
  expect(span('soon')).toBeNull();
});
