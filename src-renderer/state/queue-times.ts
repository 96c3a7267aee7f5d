/** How long queued studies will take. Pure, so that the page and tests share it. */
import { sumOf, type Uncertain } from '../../src-shared/domain/estimate/estimate';
import type { StudyHead } from '../../src-shared/domain/study-list';
import { formatRoughDuration } from '../../src-shared/format/estimates';
import type { Estimates } from './estimates.svelte';
import type { KnownSizes } from './known-data';
import { runProgress } from './progress';

/** Of one study, or of several. */
export interface TimeLeft extends Uncertain {
  /** By the most data that the settings allow. */
  readonly atMost: boolean;
}

/** What is left of a study's runs; null where it is not known. */
export function timeLeft(
  study: StudyHead,
  { sizes, atMost }: KnownSizes,
  estimates: Pick<Estimates, 'estimate'>,
): TimeLeft | null {
  const open = study.runs.filter((run) => run.state !== 'finished');
  const left = sumOf(
    open.map((run) =>
      share(
        estimates.estimate(run.architecture, run.configuration, sizes)?.seconds ?? null,
        1 - runProgress(run),
      ),
    ),
  );
  return left && { ...left, atMost };
}

/** Of all of them together; null where it is not known of one. */
export function totalTimeLeft(parts: readonly (TimeLeft | null)[]): TimeLeft | null {
  const sum = sumOf(parts);
  return sum && { ...sum, atMost: parts.some((part) => part?.atMost) };
}

/** `about 25 min`, `at most about 2 h`. */
export function describeTimeLeft({ value, atMost }: TimeLeft): string {
  return `${atMost ? 'at most about' : 'about'} ${formatRoughDuration(value)}`;
}

function share(whole: Uncertain | null, part: number): Uncertain | null {
  return whole && { value: part * whole.value, low: part * whole.low, high: part * whole.high };
}
