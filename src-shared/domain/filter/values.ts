/** How values are written in filters. */

const MULTIPLIERS: Readonly<Record<string, number>> = { '': 1, '%': 0.01, k: 1e3, m: 1e6, g: 1e9 };
const SECONDS: Readonly<Record<string, number>> = {
  '': 1,
  s: 1,
  sec: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};
const MEASURE = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z%]*)$/i;

/** `0.001`, `1e-3`, `7.5M`, `12k`, `40%` (0.4, or 40 where numbers are percents); null for anything else. */
export function numberOf(text: string, percent = false): number | null {
  return measure(text, percent ? { ...MULTIPLIERS, '%': 1 } : MULTIPLIERS);
}

/** Seconds of `90`, `90s`, `10min`, `2h`, `3d`; null for anything else. */
export function secondsOf(text: string): number | null {
  return measure(text, SECONDS);
}

function measure(text: string, units: Readonly<Record<string, number>>): number | null {
  const match = MEASURE.exec(text.trim());
  const unit = match ? units[match[2].toLowerCase()] : undefined;
  return match && unit !== undefined ? Number(match[1]) * unit : null;
}

/** A stretch of time, in milliseconds since 1970: a day, an hour, a minute, as exactly as it was written. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

const DAY = 86_400_000;

/** `2026-11-23`, `2026-11`, `2026-11-23T14`, `2026-11-23T14:05`, `today`, `yesterday`, in local time; null for anything else. */
export function timeSpanOf(text: string, now: Date = new Date()): TimeSpan | null {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (text.toLowerCase() === 'today') return { start: midnight, end: midnight + DAY };
  if (text.toLowerCase() === 'yesterday') return { start: midnight - DAY, end: midnight };
  const match = /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:T(\d{1,2})(?::(\d{2}))?)?)?$/i.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map((part) => (part ? Number(part) : undefined));
  const at = (days: number, hours: number, minutes: number, months = 0) =>
    new Date(
      year!,
      month! - 1 + months,
      (day ?? 1) + days,
      (hour ?? 0) + hours,
      (minute ?? 0) + minutes,
    ).getTime();
  const start = at(0, 0, 0);
  if (day === undefined) return { start, end: at(0, 0, 0, 1) };
  if (hour === undefined) return { start, end: at(1, 0, 0) };
  return { start, end: minute === undefined ? at(0, 1, 0) : at(0, 0, 1) };
}

const TRUE = ['on', 'true', 'yes', '1'];
const FALSE = ['off', 'false', 'no', '0'];

/** `on` or `off`, `true` or `false`, `yes` or `no`; null for anything else. */
export function booleanOf(text: string): boolean | null {
  const word = text.toLowerCase();
  if (TRUE.includes(word)) return true;
  return FALSE.includes(word) ? false : null;
}
