/** What a chart of curves shows, ready to be drawn: no records, only columns of numbers. */
import type { Severity } from '../../../src-shared/domain/diagnosis';

/** A span of the horizontal axis, in its units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface CurveLine {
  /** Tells it from the chart's other lines. */
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly opacity: number;
  readonly width: number;
  /** Lengths of dashes and gaps in pixels; none for a solid line. */
  readonly dash: readonly number[];
  /** Ascending. */
  readonly x: Float64Array;
  /** Not-a-number is a gap. */
  readonly y: Float64Array;
  /** What was measured, drawn faintly behind all lines: of single steps lowest and highest are the same. */
  readonly band: Band | null;
  /** What stands at each point, where there are few. */
  readonly points: PointMarks | null;
}

export interface Band {
  readonly x: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface PointMarks {
  /** As in `runStyle`. */
  readonly symbol: string;
  readonly filled: boolean;
  /** The point that is larger than the others; -1 for none. */
  readonly emphasised: number;
}

/** A place on the horizontal axis at which something happened. */
export interface CurveMark {
  readonly id: string;
  readonly x: number;
  readonly kind: 'intervention' | Severity;
  readonly label: string;
  readonly colour: string;
}

export interface CurveChartView {
  readonly lines: readonly CurveLine[];
  readonly marks: readonly CurveMark[];
  readonly span: Span;
  /** In its units; under the axis. */
  readonly xTitle: string;
  readonly formatX: (value: number) => string;
  /** Ticks of the horizontal axis are not closer than this. */
  readonly leastStep: number;
  readonly formatY: (value: number) => string;
  readonly logarithmic: boolean;
  /** A level worth marking; null for none. */
  readonly limit: number | null;
  /** Whether zero is always in sight. */
  readonly fromZero: boolean;
}

/** Behind more lines, what was measured would be one smear. */
const MOST_RAW = 24;

/** Whether there are too many lines for anything behind them. */
export function isCrowded(lines: readonly CurveLine[]): boolean {
  return lines.length > MOST_RAW;
}

/** Index of the first of ascending values that is at least `wanted`; their number when there is none. */
export function firstAtLeast(values: Float64Array, wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the ascending value nearest to `wanted`; -1 when there are none. */
export function nearestPoint(values: Float64Array, wanted: number): number {
  const next = firstAtLeast(values, wanted);
  if (next === 0) return values.length === 0 ? -1 : 0;
  if (next === values.length) return next - 1;
  return values[next] - wanted < wanted - values[next - 1] ? next : next - 1;
}
