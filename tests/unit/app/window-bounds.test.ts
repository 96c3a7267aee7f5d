import { expect, it } from 'vitest';
import { DEFAULT_SIZE, restoredBounds } from '../../../src-main/app/window-bounds';

const display = { x: 0, y: 0, width: 1920, height: 1080 };

it('opens with the default size when nothing is remembered', () => {
  expect(restoredBounds(null, [display])).toEqual(DEFAULT_SIZE);
});

it.each([
  ['wholly on a display', { x: 100, y: 100, width: 1280, height: 800 }],
  ['partly beyond its edge', { x: 1700, y: 900, width: 1280, height: 800 }],
])('goes back to where it was %s', (_where, bounds) => {
  expect(restoredBounds(bounds, [display])).toEqual(bounds);
});

it.each([
  ['on a display that is gone', { x: 2500, y: 100, width: 1280, height: 800 }],
  ['with its title bar above the display', { x: 100, y: -300, width: 1280, height: 800 }],
  ['with too little to grip', { x: 1900, y: 100, width: 1280, height: 800 }],
])('opens with the default size instead of %s', (_where, bounds) => {
  expect(restoredBounds(bounds, [display])).toEqual(DEFAULT_SIZE);
});
