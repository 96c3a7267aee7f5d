import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { ImportedRun, RunOrigin } from '../../src-shared/domain/import';
import { UserError } from '../../src-shared/domain/errors';
import type {
  ArtefactRecord,
  EnvironmentRecord,
  EvaluationSummary,
  Run,
  RunState,
} from '../../src-shared/domain/run';
import type { Database, Parameters } from './database';
import { type AnnotationColumns, annotationsFrom } from './annotations';
import { groupBy } from './grouping';
import { shareDocument } from './documents';
import { isAlive, thisProcess } from './owner';

/** States of a run that some living process works on or will work on. */
const ACTIVE_STATES: readonly RunState[] = ['queued', 'running', 'paused'];
const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

/** Neither the run nor its study was deleted; in statements that join both. */
const LISTED = 'runs.deleted_at IS NULL AND studies.deleted_at IS NULL';

/** How a run ended. */
export type EndState = Exclude<RunState, 'queued' | 'running' | 'paused'>;

/** What is known of a run once its training begins or goes on. */
export interface StartedRun {
  readonly parameters: number;
  readonly stepsPerEpoch: number;
  readonly environment: EnvironmentRecord;
}

interface RunRow extends AnnotationColumns {
  readonly id: string;
  readonly study_id: string;
  readonly architecture: Architecture;
  readonly state: RunState;
  readonly reason: string | null;
  readonly configuration: string;
  readonly environment: string | null;
  readonly parameters: number | null;
  readonly steps_per_epoch: number | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly step: number | null;
  readonly epoch: number | null;
  readonly best_epoch: number | null;
  readonly train_loss: number | null;
  readonly validation_loss_teacher_forced: number | null;
  readonly validation_loss_free_running: number | null;
  readonly origin: string | null;
  readonly baseline: 0 | 1;
}

/** Runs with their state, who works on them, and the files they left. */
export class Runs {
  constructor(private readonly database: Database) {}

  /** The run, or null when there is none of that id. */
  find(run: string): Run | null {
    return this.select('runs.id = @run', { run })[0] ?? null;
  }

  ofStudy(study: string): Run[] {
    return this.select('runs.study_id = @study', { study });
  }

  all(): Run[] {
    return this.select('TRUE', {});
  }

  /** Makes a run the baseline, in the place of another, or none. */
  setBaseline(run: string | null): void {
    this.database.run('UPDATE runs SET baseline = 0 WHERE baseline = 1');
    if (run !== null) this.database.run('UPDATE runs SET baseline = 1 WHERE id = @run', { run });
  }

  isActive(run: Run): boolean {
    return ACTIVE_STATES.includes(run.state);
  }

  /**
   * Puts runs that ended into the queue of this process: all of them or none.
   * @throws UserError when a process has one of them already.
   */
  queue(runs: readonly string[]): void {
    this.database.transaction(() => {
      for (const run of runs) {
        const { changes } = this.database.run(
          `UPDATE runs SET state = 'queued', reason = NULL, finished_at = NULL, owner_pid = @pid,
             owner_started_at = @startedAt
           WHERE id = @run AND state NOT IN (${ACTIVE})`,
          { run, ...thisProcess() },
        );
        if (changes === 0) throw new UserError(`Run ${run} is in training already`);
      }
    });
  }

  start(run: string, model: StartedRun): void {
    this.database.transaction(() =>
      this.database.run(
        `UPDATE runs SET state = 'running', parameters = @parameters, steps_per_epoch = @stepsPerEpoch,
           environment_id = @environment, started_at = coalesce(started_at, @now)
         WHERE id = @run`,
        {
          run,
          parameters: model.parameters,
          stepsPerEpoch: model.stepsPerEpoch,
          environment: shareDocument(this.database, 'environments', model.environment),
          now: new Date().toISOString(),
        },
      ),
    );
  }

  pause(run: string): void {
    this.database.run(`UPDATE runs SET state = 'paused' WHERE id = @run`, { run });
  }

  continue(run: string): void {
    this.database.run(`UPDATE runs SET state = 'running' WHERE id = @run`, { run });
  }

  end(run: string, state: EndState, reason: string | null): void {
    this.database.run(
      `UPDATE runs SET state = @state, reason = @reason, finished_at = @now, owner_pid = NULL, owner_started_at = NULL
       WHERE id = @run`,
      { run, state, reason, now: new Date().toISOString() },
    );
  }

  /** Ends those of the runs that are still active. */
  endActive(runs: readonly string[], state: EndState, reason: string): void {
    this.database.transaction(() => {
      for (const run of runs.map((id) => this.find(id)))
        if (run && this.isActive(run)) this.end(run.id, state, reason);
    });
  }

  /** Marks the active runs whose process is gone as interrupted, so that they can be resumed. */
  interruptAbandoned(): void {
    const abandoned = this.database
      .all<{ id: string; owner_pid: number | null; owner_started_at: string | null }>(
        `SELECT id, owner_pid, owner_started_at FROM runs WHERE state IN (${ACTIVE})`,
      )
      .filter(
        ({ owner_pid: pid, owner_started_at: startedAt }) =>
          pid === null || startedAt === null || !isAlive({ pid, startedAt }),
      );
    this.endActive(
      abandoned.map(({ id }) => id),
      'interrupted',
      'The program that trained it ended without finishing',
    );
  }

  /**
   * Interrupts the active runs of a study that this process owns, for when it knows of no job that works on them: how that
   * job ended could not be recorded at the time. Tells whether there were any.
   */
  interruptOrphaned(study: string): boolean {
    const orphaned = this.database.all<{ id: string }>(
      `SELECT id FROM runs WHERE study_id = @study AND state IN (${ACTIVE})
         AND owner_pid = @pid AND owner_started_at = @startedAt`,
      { study, ...thisProcess() },
    );
    this.endActive(
      orphaned.map(({ id }) => id),
      'interrupted',
      'How its training ended could not be recorded',
    );
    return orphaned.length > 0;
  }

  /** Records a run of a study that was trained elsewhere. Its epochs and files are recorded apart. */
  addImported(study: string, position: number, imported: ImportedRun): void {
    this.database.run(
      `INSERT INTO runs (id, study_id, position, architecture, state, configuration_id, parameters, created_at, origin)
       VALUES (@run, @study, @position, @architecture, 'finished', @configuration, @parameters, @now, @origin)`,
      {
        run: imported.run,
        study,
        position,
        architecture: imported.architecture,
        configuration: shareDocument(this.database, 'configurations', imported.configuration),
        parameters: imported.parameters,
        now: new Date().toISOString(),
        origin: JSON.stringify(imported.origin),
      },
    );
  }

  addArtefact(run: string, record: ArtefactRecord): void {
    this.database.run(`INSERT OR REPLACE INTO artefacts VALUES (@run, @kind, @path, @bytes, @sha256)`, {
      ...record,
      run,
    });
  }

  artefacts(run: string): ArtefactRecord[] {
    return this.database.all<ArtefactRecord>(
      `SELECT kind, path, bytes, sha256 FROM artefacts WHERE run_id = @run ORDER BY kind`,
      { run },
    );
  }

  hasArtefact(run: string, kind: ArtefactRecord['kind']): boolean {
    return this.artefacts(run).some((artefact) => artefact.kind === kind);
  }

  /** Runs in the order of their studies, with counters and evaluations: two statements, however many runs there are. */
  private select(where: string, parameters: Parameters): Run[] {
    const evaluations = groupBy(
      this.database.all<{ run_id: string; document: string }>(
        `SELECT evaluations.run_id, evaluations.document FROM evaluations JOIN runs ON runs.id = evaluations.run_id
           JOIN studies ON studies.id = runs.study_id
         WHERE ${where} AND ${LISTED} ORDER BY evaluations.split, evaluations.decoder DESC`,
        parameters,
      ),
      (row) => row.run_id,
    );
    return this.database
      .all<RunRow>(
        `SELECT runs.*, configurations.document AS configuration, environments.document AS environment,
           (SELECT max(step) FROM steps WHERE run_id = runs.id) AS step,
           (SELECT max(epoch) FROM epochs WHERE run_id = runs.id) AS epoch,
           best.epoch AS best_epoch, best.train_loss, best.validation_loss_teacher_forced, best.validation_loss_free_running
         FROM runs
           JOIN studies ON studies.id = runs.study_id
           JOIN configurations ON configurations.id = runs.configuration_id
           LEFT JOIN environments ON environments.id = runs.environment_id
           LEFT JOIN epochs AS best ON best.run_id = runs.id
             AND best.epoch = (SELECT max(epoch) FROM epochs WHERE run_id = runs.id AND best = 1)
         WHERE ${where} AND ${LISTED} ORDER BY runs.study_id, runs.position, runs.id`,
        parameters,
      )
      .map((row) =>
        runFrom(
          row,
          (evaluations.get(row.id) ?? []).map((found) => JSON.parse(found.document)),
        ),
      );
  }
}

function runFrom(row: RunRow, evaluations: readonly EvaluationSummary[]): Run {
  const configuration = JSON.parse(row.configuration) as RunConfiguration;
  return {
    id: row.id,
    study: row.study_id,
    architecture: row.architecture,
    state: row.state,
    reason: row.reason,
    configuration,
    parameters: row.parameters,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    stepsPerEpoch: row.steps_per_epoch,
    step: row.step ?? 0,
    epoch: row.epoch ?? 0,
    bestEpoch: row.best_epoch,
    bestValidationLoss:
      configuration.CHECKPOINT_CRITERION === 'teacher-forced'
        ? row.validation_loss_teacher_forced
        : row.validation_loss_free_running,
    trainLoss: row.train_loss,
    environment: row.environment === null ? null : (JSON.parse(row.environment) as EnvironmentRecord),
    evaluations,
    origin: row.origin === null ? null : (JSON.parse(row.origin) as RunOrigin),
    baseline: row.baseline === 1,
    ...annotationsFrom(row),
  };
}
