import { expect, it } from 'vitest';
import { describeParity } from '../../../../src-shared/format/parity';

const agreeing = { agrees: true, probes: 3, largestDifference: 2e-6, firstDifference: null };

it('says that all probes agree, and how closely', () => {
  const { label, detail } = describeParity(agreeing);
  expect(label).toBe('Equals PyTorch');
  expect(detail).toMatch(/^3 probes .* more than 2e-6\.$/);
});

it('names the first layer that differs, also where the difference is no number', () => {
  const differing = { ...agreeing, agrees: false, largestDifference: null };
  expect(
    describeParity({ ...differing, firstDifference: { layer: 'encoder.layer0', difference: 0.25 } }),
  ).toEqual({
    label: 'Differs at encoder.layer0',
    detail:
      '3 probes of its certificate ran again; the first layer that differs is encoder.layer0 (by 0.25).',
  });
  expect(describeParity(differing).detail).toContain('a logit differs by more than any number');
});
