import { expect, it } from 'vitest';
import { stepZoom } from '../../../../src-shared/domain/zoom';

it('steps through the sizes of browsers, and stays at either end', () => {
  expect(stepZoom(1, 1)).toBe(1.1);
  expect(stepZoom(1, -1)).toBe(0.9);
  expect(stepZoom(0.7, -1)).toBe(0.67);
  expect(stepZoom(3, 1)).toBe(3);
  expect(stepZoom(0.5, -1)).toBe(0.5);
});
