/** What a sweep has found out so far: its settings with their metrics over the seeds. */
import type { Architecture } from './architecture';
import type { Decoder } from './run';
import type { RunHead, StudyHead } from './study-list';
import { meanInterval, type MeanInterval } from './statistics';
import { planSettings, type Sweep, type SweepSetting } from './sweep';

/** First what settings are chosen by; the others are of the test split, and there to report. */
export const SWEEP_METRICS = [
  { name: 'validationLoss', title: 'Validation loss' },
  { name: 'bleu', title: 'Test BLEU' },
  { name: 'tokenAccuracy', title: 'Test token accuracy, %' },
  { name: 'exactMatch', title: 'Test exact match, %' },
  { name: 'perplexity', title: 'Test perplexity' },
] as const;
export type SweepMetric = (typeof SWEEP_METRICS)[number]['name'];

/** A setting of a sweep with an architecture's runs, one for each seed. */
export interface SweepRow {
  /** Counted from 0. */
  readonly index: number;
  readonly setting: SweepSetting;
  readonly runs: readonly RunHead[];
  readonly finished: number;
  readonly metrics: Readonly<Record<SweepMetric, MeanInterval | null>>;
}

/** The settings of a sweep that still have studies, for one architecture. */
export function sweepRows(
  sweep: Sweep,
  studies: ReadonlyMap<string, StudyHead>,
  architecture: Architecture,
  decoder: Decoder,
): readonly SweepRow[] {
  return planSettings(sweep.plan).flatMap((setting, index) => {
    const runs = sweep.studies
      .filter((study) => study.setting === index)
      .flatMap(
        ({ study }) => studies.get(study)?.runs.filter((run) => run.architecture === architecture) ?? [],
      );
    if (runs.length === 0) return [];
    const finished = runs.filter(({ state }) => state === 'finished');
    return [{ index, setting, runs, finished: finished.length, metrics: metricsOf(finished, decoder) }];
  });
}

/**
 * The setting with the lowest mean validation loss; null before there are two to choose from. By a metric of the test
 * split none is the best: a setting chosen by it is fitted to the test data.
 */
export function bestRow(rows: readonly SweepRow[]): SweepRow | null {
  const lossOf = (row: SweepRow) => row.metrics.validationLoss?.mean ?? Infinity;
  const known = rows.filter((row) => row.metrics.validationLoss !== null);
  if (known.length < 2) return null;
  return known.reduce((best, row) => (lossOf(row) < lossOf(best) ? row : best));
}

function metricsOf(runs: readonly RunHead[], decoder: Decoder): SweepRow['metrics'] {
  const over = (read: (run: RunHead) => number | null | undefined) =>
    meanInterval(
      runs.map(read).filter((value): value is number => typeof value === 'number' && Number.isFinite(value)),
    );
  const evaluation = (run: RunHead) =>
    run.evaluations.find((found) => found.split === 'test' && found.decoder === decoder);
  return {
    validationLoss: over((run) => run.teacherForcedLoss),
    bleu: over((run) => evaluation(run)?.bleu),
    tokenAccuracy: over((run) => evaluation(run)?.tokenAccuracy),
    exactMatch: over((run) => evaluation(run)?.exactMatch),
    perplexity: over((run) => evaluation(run)?.perplexity),
  };
}

/** How far a sweep is. */
export interface SweepProgress {
  readonly runs: number;
  readonly finished: number;
  /** Failed, stopped or interrupted. */
  readonly ended: number;
  /** Waiting or in training. */
  readonly open: number;
}

export function sweepProgress(sweep: Sweep, studies: ReadonlyMap<string, StudyHead>): SweepProgress {
  const runs = sweep.studies.flatMap(({ study }) => studies.get(study)?.runs ?? []);
  const finished = runs.filter(({ state }) => state === 'finished').length;
  const open = runs.filter(({ state }) => ['queued', 'running', 'paused'].includes(state)).length;
  return { runs: runs.length, finished, open, ended: runs.length - finished - open };
}
