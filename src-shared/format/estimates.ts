/** How figures that are not certain are written. */
import type { RunEstimate, Uncertain } from '../domain/estimate/estimate';
import { formatCountOf } from './numbers';
import { formatDuration } from './time';

/** A duration that is not known to the second: `40 s`, `25 min`, `3 h 20 min`, `2 d 4 h`. */
export function formatRoughDuration(seconds: number): string {
  if (seconds < 60) return formatDuration(Math.max(1, roundTo(seconds, 5)));
  const minutes = seconds / 60;
  if (minutes < 10) return `${roundTo(minutes, 0.5)} min`;
  if (minutes < 60) return `${roundTo(minutes, 5)} min`;
  if (minutes < 600) return formatDuration(roundTo(seconds, 600));
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : formatDuration(roundTo(seconds, 3600));
}

function roundTo(value: number, step: number): number {
  return Math.max(step, Math.round(value / step) * step);
}

/** `25 min to 1 h 10 min`. */
export function formatRange({ low, high }: Uncertain): string {
  const [from, to] = [formatRoughDuration(low), formatRoughDuration(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** Where the times of estimates come from, and how much they are to be trusted. */
export function describeBasis(estimates: readonly RunEstimate[]): string {
  const basis = new Set(estimates.flatMap((estimate) => estimate.basis));
  if (basis.size === 0) return 'No run of this machine is known yet; a short trial tells how fast it is.';
  if ([...basis].some(({ isTrial }) => isTrial))
    return 'Time by a trial of a few steps on this machine just now.';
  const names = [...new Set([...basis].map(({ label }) => `“${label}”`))];
  const shown = names.length > 2 ? `${names.slice(0, 2).join(', ')} and others` : names.join(' and ');
  const others = estimates.some(
    ({ architecture, basis: [nearest] }) => nearest?.architecture !== architecture,
  );
  return `Time by ${formatCountOf(basis.size, 'run')} of this machine (${shown})${
    others ? '; of other architectures, where the same was not trained here yet' : ''
  }.`;
}
