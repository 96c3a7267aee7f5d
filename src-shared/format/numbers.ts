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

/** A score that is a share of something, as exactly as BLEU: `24.82%`. */
export function formatPercentScore(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : `${value.toFixed(2)}%`;
}

/** Two decimals, and none where they say nothing: `57.31`, `13,420`. */
export function formatPerplexity(value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE;
  return value < 1000 || !Number.isFinite(value) ? value.toFixed(2) : formatCount(value);
}

/** A ratio around 1, three decimals. */
export function formatRatio(value: number): string {
  return value.toFixed(3);
}

/** How much more or less in files and on terminals, where a minus is a hyphen: `+1.24`, `-0.50`, `0.00`. */
export function signed(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return text.replace('-', '');
  return value > 0 ? `+${text}` : text;
}

/** How much more or less: `+1.24`, `−0.50`, `0.00`. */
export function formatDifference(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (Number(text) === 0) return text;
  return value > 0 ? `+${text}` : `−${text}`;
}

/** In nats, two decimals, with the minus sign of all other numbers; NO_VALUE where it is not known. */
export function formatLogProbability(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NO_VALUE;
  return `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;
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

/** Rates, settings and ticks over many magnitudes: up to three significant digits, powers of ten outside 0.0001 to 100,000. */
export function formatMagnitude(value: number | null | undefined): string {
  return magnitude(value, (size) => String(Number(size.toPrecision(3))));
}

/** A measured value of any magnitude, always with three significant digits: values below one another keep their digits. */
export function formatMeasured(value: number | null | undefined): string {
  return magnitude(value, (size) => size.toPrecision(3));
}

function magnitude(value: number | null | undefined, write: (size: number) => string): string {
  if (value === null || value === undefined) return NO_VALUE;
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size < 1e-4 || size >= 1e5) return sign + size.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
  return sign + (size >= 1000 ? formatCount(size) : write(size));
}

/** A loss, a norm or a score in a sentence: two decimals, more where these would say nothing. */
export function formatDecimal(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value !== 0 && Math.abs(value) < 0.01) return formatMagnitude(value);
  return Math.abs(value) >= 1000 ? formatCount(value) : formatLogProbability(value);
}

/** `7.53 M` parameters, `412 k`, `980`. */
export function formatParameters(value: number | null): string {
  if (value === null) return NO_VALUE;
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(0)} k`;
  return formatCount(value);
}

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];
const GIGA = 3;

/** `980 bytes`, `1.2 kB`, `445 MB`, `12.3 GB`: powers of ten, as disks are sold. */
export function formatBytes(bytes: number): string {
  let power = 0;
  // 999.6 kB are 1.0 MB.
  while (power < BYTE_UNITS.length - 1 && Math.round(bytes / 1000 ** power) >= 1000) power++;
  const value = bytes / 1000 ** power;
  const hasDecimal = power > 0 && (value < 9.95 || power >= GIGA);
  return `${value.toFixed(hasDecimal ? 1 : 0)} ${BYTE_UNITS[power]}`;
}
