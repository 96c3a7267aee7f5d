import { describe, expect, it } from 'vitest';
import {
  CIVIDIS,
  colourOf,
  differenceScale,
  inkOn,
  weightScale,
} from '../../../../src-shared/charts/colour-scales';
import { VIRIDIS } from '../../../../src-shared/charts/viridis';
import { PALETTE } from '../../renderer/samples';

describe('colour scales', () => {
  it('run from one end to the other, and hold values beyond at the ends', () => {
    const scale = weightScale(0.8, 'viridis', false);
    expect([-1, 0, 0.4, 0.8, 2].map((value) => colourOf(value, scale))).toEqual([
      VIRIDIS[0],
      VIRIDIS[0],
      expect.stringMatching(/^#2[0-3]9[0-3]8[b-d]$/),
      VIRIDIS[10],
      VIRIDIS[10],
    ]);
    expect(colourOf(1, weightScale(1, 'cividis', false))).toBe(CIVIDIS[10]);
  });

  it('by the root set small weights apart: a quarter is in the middle', () => {
    expect(colourOf(0.25, weightScale(1, 'viridis', true))).toBe(
      colourOf(0.5, weightScale(1, 'viridis', false)),
    );
  });

  it('of differences have the ground in the middle', () => {
    const scale = differenceScale(0.3, PALETTE);
    const [less, none, more] = [-0.3, 0, 0.3].map((value) => colourOf(value, scale));
    expect(none).toMatch(/^#f[c-f]f[c-f]f[c-f]$/);
    expect(new Set([less, none, more]).size).toBe(3);
  });

  it('of nothing but zeros have a colour all the same', () => {
    expect(colourOf(0, weightScale(0, 'viridis', false))).toBe(VIRIDIS[0]);
  });

  it('are written on in black or white', () => {
    expect(inkOn(VIRIDIS[0])).toBe('#ffffff');
    expect(inkOn(VIRIDIS[10])).toBe('#000000');
  });
});
