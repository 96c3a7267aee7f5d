import { expect, it } from 'vitest';
import { formatRange, formatRoughDuration } from '../../../../src-shared/format/estimates';

it('rounds durations to what an estimate can know', () => {
  expect([3, 47, 200, 1500, 7900, 40_000, 300_000].map(formatRoughDuration)).toEqual([
    '5 s',
    '45 s',
    '3.5 min',
    '25 min',
    '2 h 10 min',
    '11 h',
    '3 d 11 h',
  ]);
  expect(formatRange({ value: 300, low: 240, high: 400 })).toBe('4 min to 6.5 min');
  expect(formatRange({ value: 2, low: 1, high: 3 })).toBe('5 s');
});
