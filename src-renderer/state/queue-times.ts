/** How long queued studies will take. Pure, so that the page and tests share it. */
import { type RunEstimate, sumOf, type Uncertain } from '../../src-shared/domain/estimate/estimate';
import { dataSizesOf } from '../../src-shared/domain/estimate/data-sizes';
import type { RunHead, StudyHead } from '../../src-shared/domain/study-list';
import type { Estimates } from './estimates.svelte';
import { runProgress } from './progress';

/** What is left of a study's runs; null where it is not known. */
export function timeLeft(study: StudyHead, estimates: Pick<Estimates, 'estimate'>): Uncertain | null {
  const open = study.runs.filter((run) => run.state !== 'finished');
  return sumOf(
    open.map((run) => share(estimateOf(study, run, estimates)?.seconds ?? null, 1 - runProgress(run))),
  );
}

function estimateOf(
  study: StudyHead,
  run: RunHead,
  estimates: Pick<Estimates, 'estimate'>,
): RunEstimate | null {
  const known = dataSizesOf(run.configuration, null);
  const sizes = study.split ? { ...known, ...study.split.sizes } : known;
  return estimates.estimate(run.architecture, run.configuration, sizes);
}

function share(whole: Uncertain | null, part: number): Uncertain | null {
  return whole && { value: part * whole.value, low: part * whole.low, high: part * whole.high };
}
