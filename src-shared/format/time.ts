/** How durations and moments are written throughout the interface. */

/** `45 s`, `3 min 20 s`, `2 h 05 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** `just now`, `5 minutes ago`, `yesterday`; after a week the date. */
export function formatRelative(iso: string, now: Date = new Date()): string {
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
  const age = Math.abs(seconds);
  if (age < 60) return 'just now';
  if (age < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (age < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  if (age < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day');
  return day.format(new Date(iso));
}

/** `23 Nov 2026, 14:05`. */
export function formatMoment(iso: string): string {
  return moment.format(new Date(iso));
}

const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** A name for something new: `rows.jsonl 2026-01-31 14:05:09`, in local time. */
export function nameWithTime(name: string, time: Date): string {
  return `${name} ${local.format(time)}`;
}
