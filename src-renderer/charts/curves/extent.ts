/** Which values a chart has to show. */
import { type CurveChartView, isCrowded, type Span } from './curve-line';
import { visible } from './thinning';

/** How far beyond its lines a chart goes to show extremes, in parts of what the lines need. */
const ROOM_FOR_EXTREMES = 0.6;
const PADDING = 0.05;

/** The values in sight: of lines all, of extremes those that do not press the lines flat. */
export function valueExtent({ lines, span, logarithmic, limit, fromZero }: CurveChartView): Span {
  const scale = logarithmic ? Math.log10 : (value: number) => value;
  const isShown = (value: number) => Number.isFinite(value) && (!logarithmic || value > 0);
  let [low, high, lowest, highest] = [Infinity, -Infinity, Infinity, -Infinity];
  const crowded = isCrowded(lines);
  for (const { x, y, band } of lines) {
    const { first, end } = visible(x, span);
    for (let index = first; index < end; index++)
      if (isShown(y[index])) {
        low = Math.min(low, y[index]);
        high = Math.max(high, y[index]);
      }
    if (!band || crowded) continue;
    const inBand = visible(band.x, span);
    for (let index = inBand.first; index < inBand.end; index++) {
      if (isShown(band.low[index])) lowest = Math.min(lowest, band.low[index]);
      if (isShown(band.high[index])) highest = Math.max(highest, band.high[index]);
    }
  }
  if (low > high) return logarithmic ? { from: 0.1, to: 1 } : { from: 0, to: 1 };
  if (lowest > highest) [lowest, highest] = [low, high];
  // The limit is in sight where values come near it.
  if (limit !== null && limit < 2 * high && limit > low / 2)
    [low, high] = [Math.min(low, limit), Math.max(high, limit)];
  if (fromZero && !logarithmic) low = Math.min(low, 0);
  const room = ROOM_FOR_EXTREMES * (scale(high) - scale(low) || Math.abs(scale(high)) || 1);
  const from = Math.min(scale(low), Math.max(scale(lowest), scale(low) - room));
  const to = Math.max(scale(high), Math.min(scale(highest), scale(high) + room));
  return padded(from, to, logarithmic, fromZero);
}

function padded(from: number, to: number, logarithmic: boolean, fromZero: boolean): Span {
  const size = to - from || (logarithmic ? 0.2 : Math.abs(to) || 1);
  const padding = PADDING * size;
  const span = { from: fromZero && from === 0 ? 0 : from - padding, to: to + padding };
  return logarithmic ? { from: 10 ** span.from, to: 10 ** span.to } : span;
}
