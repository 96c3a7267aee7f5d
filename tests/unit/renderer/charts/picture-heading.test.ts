import { expect, it } from 'vitest';
import { placeHeading } from '../../../../src-renderer/charts/picture-heading';

const item = (label: string) => ({ architecture: 'lstm', label }) as const;
const measure = (words: string) => 6 * words.length;

it('puts the legend under the title, in as many lines as it needs', () => {
  const one = placeHeading({ title: 'T', legend: [item('LSTM'), item('Other')] }, 400, measure);
  const two = placeHeading({ title: 'T', legend: [item('LSTM'), item('Other')] }, 100, measure);
  expect(new Set(one.items.map(({ y }) => y)).size).toBe(1);
  expect(one.items[1].x).toBeGreaterThan(one.items[0].x + measure('LSTM'));
  expect(two.items[1].x).toBe(two.items[0].x);
  expect(two.height).toBeGreaterThan(one.height);
  expect(two.items[1].y).toBeLessThan(two.height);
});

it('needs no room for a legend that is not there', () => {
  expect(placeHeading({ title: 'T', legend: [] }, 100, measure).height).toBe(30);
});
