import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { ImportedRun } from '../../src-shared/domain/import';
import { UserError } from '../../src-shared/domain/errors';
import type {
  ArtefactRecord,
  EnvironmentRecord,
  EvaluationSummary,
  Run,
  RunState,
} from '../../src-shared/domain/run';
import type { Database, Parameters } from './database';
import { groupBy } from './grouping';
import { documentsOf, shareDocument } from './documents';
import { isAlive, thisProcess } from './owner';
import { LISTED, runFrom, runRows } from './run-rows';

/** States of a run that some living process works on or will work on. */
const ACTIVE_STATES: readonly RunState[] = ['queued', 'running', 'paused'];
const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

const END = `UPDATE runs
  SET state = @state, reason = @reason, finished_at = @now, owner_pid = NULL, owner_started_at = NULL`;

/** How a run ended. */
export type EndState = Exclude<RunState, 'queued' | 'running' | 'paused'>;

/** What is known of a run once its training begins or goes on. */
export interface StartedRun {
  readonly parameters: number;
  readonly stepsPerEpoch: number;
  readonly environment: EnvironmentRecord;
}

/** Runs with their state, who works on them, and the files they left. */
export class Runs {
  constructor(private readonly database: Database) {}

  /** The run, or null when there is none of that id. */
  find(run: string): Run | null {
    return this.select('runs.id = @run', { run })[0] ?? null;
  }

  ofStudies(studies: readonly string[]): Run[] {
    return this.select('runs.study_id IN (SELECT value FROM json_each(@studies))', {
      studies: JSON.stringify(studies),
    });
  }

  all(): Run[] {
    return this.select('TRUE', {});
  }

  /** The run that others are measured against, if there is one, with its study. */
  baseline(): { readonly id: string; readonly study: string } | null {
    return (
      this.database.get<{ id: string; study: string }>(
        `SELECT runs.id, study_id AS study FROM runs JOIN studies ON studies.id = study_id
         WHERE baseline = 1 AND ${LISTED}`,
      ) ?? null
    );
  }

  /** Makes a run the baseline, in the place of another, or none. */
  setBaseline(run: string | null): void {
    this.database.run('UPDATE runs SET baseline = 0 WHERE baseline = 1');
    if (run !== null) this.database.run('UPDATE runs SET baseline = 1 WHERE id = @run', { run });
  }

  isActive(run: Run): boolean {
    return ACTIVE_STATES.includes(run.state);
  }

  /** One of the runs that a process works on or will work on, if there is one. */
  activeAmong(runs: readonly string[]): Pick<Run, 'id' | 'architecture' | 'state'> | null {
    return (
      this.database.get<Pick<Run, 'id' | 'architecture' | 'state'>>(
        `SELECT id, architecture, state FROM runs
         WHERE id IN (SELECT value FROM json_each(@runs)) AND state IN (${ACTIVE}) LIMIT 1`,
        { runs: JSON.stringify(runs) },
      ) ?? null
    );
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
    this.database.run(`${END} WHERE id = @run`, { run, state, reason, now: new Date().toISOString() });
  }

  /** Ends those of the runs that are still active. */
  endActive(runs: readonly string[], state: EndState, reason: string): void {
    const now = new Date().toISOString();
    this.database.transaction(() => {
      for (const run of runs)
        this.database.run(`${END} WHERE id = @run AND state IN (${ACTIVE})`, { run, state, reason, now });
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

  /** Runs in the order of their studies, with counters and evaluations: few statements, however many runs there are. */
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
    const rows = runRows(this.database, where, parameters);
    const configurations = documentsOf<RunConfiguration>(
      this.database,
      'configurations',
      rows.map((row) => row.configuration_id),
    );
    const environments = documentsOf<EnvironmentRecord>(
      this.database,
      'environments',
      rows.map((row) => row.environment_id),
    );
    return rows.map((row) => {
      const configuration = configurations.of(row.configuration_id)!;
      return {
        ...runFrom(row, configuration),
        configuration,
        environment: environments.of(row.environment_id),
        evaluations: (evaluations.get(row.id) ?? []).map(
          (found) => JSON.parse(found.document) as EvaluationSummary,
        ),
      };
    });
  }
}
