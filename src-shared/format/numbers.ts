/** How numbers are written throughout the interface. */

/** Stands where a value does not exist (yet). */
export const NO_VALUE = '–';

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** `12,345`. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** `1 example`, `12,345 examples`. */
export function formatCountOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`;
}

/** `12 of 60 examples`, or `12 examples` of work without an end known in advance. */
export function formatDone({
  done,
  total,
  unit,
}: {
  done: number;
  total: number | null;
  unit: string;
}): string {
  return `${formatCount(done)}${total === null ? '' : ` of ${formatCount(total)}`} ${unit}`;
}

/** A loss in nats with three decimals; `not a number` is worth showing as such. */
export function formatLoss(value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE;
  return Number.isFinite(value) ? value.toFixed(3) : String(value);
}

/** A score between 0 and 100, two decimals as papers print it. */
export function formatScore(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : value.toFixed(2);
}

/** `12.3%`; small shares keep a second decimal. */
export function formatPercentage(value: number): string {
  const decimals = value !== 0 && Math.abs(value) < 1 ? 2 : 1;
  return `${value.toFixed(decimals)}%`;
}

/** `8 of 100 (8.0%)` needs the share; a whole of nothing has none. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

/** Rates and norms over many magnitudes: three significant digits, powers of ten outside 0.001 to 100,000. */
export function formatMagnitude(value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) return value.toExponential(1).replace('e+', 'e');
  if (size >= 1000) return formatCount(value);
  return String(Number(value.toPrecision(3)));
}

/** `7.53 M` parameters, `412 k`, `980`. */
export function formatParameters(value: number | null): string {
  if (value === null) return NO_VALUE;
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(0)} k`;
  return formatCount(value);
}

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** `980 bytes`, `1.2 kB`, `30.1 MB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${BYTE_UNITS[power]}`;
}

/** `+1.24`, `−0.50`, `0.00`. */
export function formatDifference(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (Number(text) === 0) return text;
  return value > 0 ? `+${text}` : `−${text}`;
}
