import { describe, expect, it } from 'vitest';
import {
  formatCountOf,
  formatLoss,
  formatMagnitude,
  formatParameters,
  formatPercentage,
  formatScore,
  shareOf,
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
    expect(formatMagnitude(5e-9)).toBe('5.0e-9');
    expect(formatMagnitude(1234.5)).toBe('1,235');
    expect(formatMagnitude(1e9)).toBe('1.0e9');
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
