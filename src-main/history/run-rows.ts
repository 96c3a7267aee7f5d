import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { RunOrigin } from '../../src-shared/domain/import';
import type { Run, RunState } from '../../src-shared/domain/run';
import { type AnnotationColumns, annotationsFrom } from './annotations';
import type { Database, Parameters } from './database';

/** Neither the run nor its study was deleted; in statements that join both. */
export const LISTED = 'runs.deleted_at IS NULL AND studies.deleted_at IS NULL';

/**
 * Seconds that a run of `runs` has trained and validated: its epochs, and its steps after the last of them. Pauses lie between
 * steps and are not counted.
 */
export const TRAINING_SECONDS = `nullif(
  (SELECT coalesce(sum(seconds + coalesce(validation_seconds, 0)), 0) FROM epochs WHERE run_id = runs.id) +
  (SELECT coalesce(sum(seconds), 0) FROM steps WHERE run_id = runs.id AND step > runs.steps_per_epoch *
    (SELECT coalesce(max(epoch), 0) FROM epochs WHERE run_id = runs.id)), 0)`;

export interface RunRow extends AnnotationColumns {
  readonly id: string;
  readonly study_id: string;
  readonly architecture: Architecture;
  readonly state: RunState;
  readonly reason: string | null;
  readonly configuration_id: number;
  readonly environment_id: number | null;
  readonly parameters: number | null;
  readonly steps_per_epoch: number | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly seconds: number | null;
  readonly step: number | null;
  readonly epoch: number | null;
  readonly best_epoch: number | null;
  readonly train_loss: number | null;
  readonly validation_loss_teacher_forced: number | null;
  readonly validation_loss_free_running: number | null;
  readonly origin: string | null;
  readonly baseline: 0 | 1;
}

/** Runs that are not deleted, in the order of their studies, with their counters. */
export function runRows(database: Database, where: string, parameters: Parameters): RunRow[] {
  return database.all<RunRow>(
    `SELECT runs.*,
       ${TRAINING_SECONDS} AS seconds,
       (SELECT max(step) FROM steps WHERE run_id = runs.id) AS step,
       (SELECT max(epoch) FROM epochs WHERE run_id = runs.id) AS epoch,
       best.epoch AS best_epoch, best.train_loss, best.validation_loss_teacher_forced, best.validation_loss_free_running
     FROM runs
       JOIN studies ON studies.id = runs.study_id
       LEFT JOIN epochs AS best ON best.run_id = runs.id
         AND best.epoch = (SELECT max(epoch) FROM epochs WHERE run_id = runs.id AND best = 1)
     WHERE ${where} AND ${LISTED} ORDER BY runs.study_id, runs.position, runs.id`,
    parameters,
  );
}

/** What a row alone says of its run; its configuration tells which loss chose the checkpoint. */
export function runFrom(
  row: RunRow,
  { CHECKPOINT_CRITERION }: RunConfiguration,
): Omit<Run, 'configuration' | 'environment' | 'evaluations'> {
  return {
    id: row.id,
    study: row.study_id,
    architecture: row.architecture,
    state: row.state,
    reason: row.reason,
    parameters: row.parameters,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    seconds: row.seconds,
    stepsPerEpoch: row.steps_per_epoch,
    step: row.step ?? 0,
    epoch: row.epoch ?? 0,
    bestEpoch: row.best_epoch,
    bestValidationLoss:
      CHECKPOINT_CRITERION === 'teacher-forced'
        ? row.validation_loss_teacher_forced
        : row.validation_loss_free_running,
    teacherForcedLoss: row.validation_loss_teacher_forced,
    trainLoss: row.train_loss,
    origin: row.origin === null ? null : (JSON.parse(row.origin) as RunOrigin),
    baseline: row.baseline === 1,
    ...annotationsFrom(row),
  };
}
