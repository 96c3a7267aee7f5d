/** From values to pixels, and the round values that axes are labelled with. */
import type { Span } from './curve-line';

export interface Scale {
  toPixel(value: number): number;
  toValue(pixel: number): number;
  readonly ticks: readonly number[];
}

/**
 * `pixels.from` may be above `pixels.to`, as for a vertical axis; ticks are not closer than `leastStep`, for values that are
 * written as whole numbers.
 */
export function linearScale(values: Span, pixels: Span, mostTicks: number, leastStep = 0): Scale {
  const factor = (pixels.to - pixels.from) / (values.to - values.from || 1);
  return {
    toPixel: (value) => pixels.from + (value - values.from) * factor,
    toValue: (pixel) => values.from + (pixel - pixels.from) / factor,
    ticks: roundTicks(values, mostTicks, leastStep),
  };
}

/** Values must be above zero; a value that is not stands at the axis' lower end. */
export function logarithmicScale(values: Span, pixels: Span, mostTicks: number): Scale {
  const logarithms = { from: Math.log10(values.from), to: Math.log10(values.to) };
  const scale = linearScale(logarithms, pixels, mostTicks);
  return {
    toPixel: (value) => scale.toPixel(value > 0 ? Math.log10(value) : logarithms.from),
    toValue: (pixel) => 10 ** scale.toValue(pixel),
    ticks: logarithmicTicks(values, mostTicks),
  };
}

const STEPS = [1, 2, 5, 10];

function roundTicks({ from, to }: Span, most: number, leastStep: number): number[] {
  const smallest = (to - from) / Math.max(1, most);
  if (!(smallest > 0) || !Number.isFinite(smallest)) return [];
  const power = 10 ** Math.floor(Math.log10(smallest));
  const step = Math.max(leastStep, power * STEPS.find((digit) => digit * power >= smallest)!);
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  // Rounded, since 3 * 0.1 is not 0.3.
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

const DIGITS: readonly (readonly number[])[] = [[1, 1.5, 2, 3, 4, 5, 6, 8], [1, 2, 5], [1, 3], [1]];

/** As many digits of each decade as there is room for; over many decades, not even each of them. */
function logarithmicTicks({ from, to }: Span, most: number): number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const ticksOf = (digits: readonly number[], every: number) =>
    powers
      .filter((power) => power % every === 0)
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((tick) => tick >= from && tick <= to);
  const choices = [
    ...DIGITS.map((digits) => ticksOf(digits, 1)),
    ...[2, 3, 5, 10].map((every) => ticksOf([1], every)),
  ];
  return choices.find((ticks) => ticks.length <= most) ?? [];
}
