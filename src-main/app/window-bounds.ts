import type { Bounds } from '../preferences/preferences';

export const DEFAULT_SIZE = { width: 1280, height: 800 } as const;
export const MINIMUM_SIZE = { width: 900, height: 600 } as const;

/** The part of a title bar that has to be on a display, so that the window can be moved. */
const GRIP = { width: 120, height: 40 } as const;

/** How far a new window lies off the one that it is opened from. */
const STEP = 28;

/** Bounds of a window that is opened from another. */
export function besideOf({ x, y, width, height }: Bounds): Bounds {
  return { x: x + STEP, y: y + STEP, width, height };
}

/** Remembered bounds, if a window there can still be seen and moved on one of the displays; else only a size. */
export function restoredBounds(
  remembered: Bounds | null,
  displays: readonly Bounds[],
): Bounds | typeof DEFAULT_SIZE {
  if (!remembered) return DEFAULT_SIZE;
  const visible = displays.some(
    (display) =>
      Math.min(remembered.x + remembered.width, display.x + display.width) -
        Math.max(remembered.x, display.x) >=
        GRIP.width &&
      remembered.y >= display.y &&
      remembered.y + GRIP.height <= display.y + display.height,
  );
  return visible ? remembered : DEFAULT_SIZE;
}
