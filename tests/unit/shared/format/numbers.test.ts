import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDecimal,
  formatDifference,
  formatLogProbability,
  formatMeasured,
  formatPercentScore,
  formatPerplexity,
  formatCountOf,
  formatLoss,
  formatMagnitude,
  formatParameters,
  formatPercentage,
  formatScore,
  shareOf,
  signed,
} from '../../../../src-shared/format/numbers';

describe('numbers in the interface', () => {
  it('groups thousands and agrees in number', () => {
    expect(formatCountOf(1, 'example')).toBe('1 example');
    expect(formatCountOf(12345, 'example')).toBe('12,345 examples');
    expect(formatCountOf(2, 'study', 'studies')).toBe('2 studies');
  });

  it('shows a loss that is not a number instead of hiding it', () => {
    expect(formatLoss(3.14159)).toBe('3.142');
    expect(formatLoss(NaN)).toBe('NaN');
    expect(formatLoss(null)).toBe('–');
  });

  it('prints scores as papers do and leaves a gap where there is none', () => {
    expect(formatScore(12.3)).toBe('12.30');
    expect(formatScore(undefined)).toBe('–');
  });

  it('keeps three significant digits over many magnitudes', () => {
    expect(formatMagnitude(0.0012345)).toBe('0.00123');
    expect(formatMagnitude(55.00000000000001)).toBe('55');
    expect(formatMagnitude(5e-9)).toBe('5e-9');
    expect(formatMagnitude(1234.5)).toBe('1,235');
    expect(formatMagnitude(1e9)).toBe('1e9');
  });

  it('writes rates that are ticks of one axis alike', () => {
    expect([0.001, 0.0005, 0.00025].map(formatMagnitude)).toEqual(['0.001', '0.0005', '0.00025']);
  });

  it('keeps the digits of what was measured, so that values stand below one another', () => {
    expect([4.2, 4.21, 12, 0.05].map(formatMeasured)).toEqual(['4.20', '4.21', '12.0', '0.0500']);
    expect([4.6, 4.6012, -0.5, 0.004, 13000].map(formatDecimal)).toEqual([
      '4.60',
      '4.60',
      '−0.50',
      '0.004',
      '13,000',
    ]);
  });

  it('has one minus sign, and one way of writing each kind of score', () => {
    expect([1.234, -0.5, -0.001].map(formatDifference)).toEqual(['+1.23', '−0.50', '0.00']);
    expect([1.234, -0.5, -0.001, 0.001].map((value) => signed(value))).toEqual([
      '+1.23',
      '-0.50',
      '0.00',
      '0.00',
    ]);
    expect([signed(12.34, 1), signed(-0.4, 0)]).toEqual(['+12.3', '0']);
    expect([formatLogProbability(-97.957), formatMagnitude(-3.5)]).toEqual(['−97.96', '−3.5']);
    expect(formatLogProbability(NaN)).toBe('–');
    expect(formatPercentScore(24.817)).toBe('24.82%');
    expect([57.314, 13420.4].map(formatPerplexity)).toEqual(['57.31', '13,420']);
  });

  it('writes the same amount of memory alike, be it estimated or measured', () => {
    expect(
      [512, 1_200, 999_600, 30_100_000, 444_600_000, 1_250_000_000, 12_500_000_000].map(formatBytes),
    ).toEqual(['512 bytes', '1.2 kB', '1.0 MB', '30 MB', '445 MB', '1.3 GB', '12.5 GB']);
  });

  it('keeps a second decimal for small shares', () => {
    expect(formatPercentage(12.34)).toBe('12.3%');
    expect(formatPercentage(0.081)).toBe('0.08%');
    expect(formatPercentage(0)).toBe('0.0%');
    expect(shareOf(1, 0)).toBe(0);
  });

  it('shortens parameter counts', () => {
    expect(formatParameters(7_527_304)).toBe('7.53 M');
    expect(formatParameters(61_230)).toBe('61 k');
    expect(formatParameters(980)).toBe('980');
    expect(formatParameters(null)).toBe('–');
  });
});
