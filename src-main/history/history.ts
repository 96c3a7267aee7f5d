import type { TrainingPosition } from '../../src-shared/contract/engine/events';
import type { ImportJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { ImportedStudy } from '../../src-shared/domain/import';
import type { Run, Study } from '../../src-shared/domain/run';
import type { AnnotationChanges, LibraryItems } from '../../src-shared/contract/requests/library';
import type { StudyList } from '../../src-shared/domain/study-list';
import type { RunList } from '../../src-shared/domain/run-table/run-list';
import { Analyses } from './analyses';
import { annotate } from './annotations';
import { addBundle, type UnpackedBundle } from './bundle/add-bundle';
import { rowsOfRun } from './bundle/rows-of-run';
import { Curves } from './curves';
import { type Database, openDatabase, openDatabaseToRead } from './database';
import { ExampleMarks } from './example-marks';
import { homeLayout, type HomeLayout } from './home';
import { type RecordedObservation, recordedObservations } from './observations';
import { Predictions } from './predictions';
import { Probes } from './probes';
import { Diagnoses } from './diagnoses';
import { Queue } from './queue';
import { namedStudies, resolveRun, resolveStudy, resolveStudyOrRun } from './resolve';
import { listRuns } from './run-list';
import { listStudies } from './study-list';
import { Runs, type StartedRun } from './runs';
import { Studies } from './studies';
import { removeFolders, Trash } from './trash';
import { Sweeps } from './sweeps';
import { TrainingLog } from './training-log';

/**
 * Opens the history of a home folder, which is made when it does not exist. Runs that a process left behind when it died are
 * marked as interrupted. The app and the command line may have it open at the same time.
 * @throws UserError when the folder or its database cannot be used.
 */
export function openHistory(home: string): History {
  const layout = homeLayout(home);
  const history = new History(layout, openDatabase(layout.database));
  history.runs.interruptAbandoned();
  return history;
}

/** The history of a home folder that another process has open; it cannot be changed. Throws as `openHistory` does. */
export function openHistoryToRead(home: string): History {
  const layout = homeLayout(home);
  return new History(layout, openDatabaseToRead(layout.database));
}

/** Everything that is remembered of studies and runs; the only owner of the database. */
export class History {
  readonly runs: Runs;
  readonly studies: Studies;
  readonly curves: Curves;
  readonly predictions: Predictions;
  readonly probes: Probes;
  readonly analyses: Analyses;
  readonly diagnoses: Diagnoses;
  readonly trash: Trash;
  readonly queue: Queue;
  readonly sweeps: Sweeps;
  readonly marks: ExampleMarks;
  readonly trainingLog: TrainingLog;

  constructor(
    readonly home: HomeLayout,
    private readonly database: Database,
  ) {
    this.runs = new Runs(database);
    this.studies = new Studies(database, this.runs);
    this.curves = new Curves(database);
    this.predictions = new Predictions(database);
    this.probes = new Probes(database);
    this.analyses = new Analyses(database);
    this.diagnoses = new Diagnoses(database);
    this.trash = new Trash(database, home, this.curves);
    this.queue = new Queue(database);
    this.sweeps = new Sweeps(database, this.studies);
    this.marks = new ExampleMarks(database);
    this.trainingLog = new TrainingLog(database);
  }

  /** @throws UserError when no run, or more than one, is meant by the id, name or beginning of an id. */
  resolveRun(text: string): Run {
    return this.runs.find(text) ?? this.runs.find(resolveRun(namedStudies(this.database), text))!;
  }

  /** @throws UserError when no study, or more than one, is meant by the id, name or beginning of an id. */
  resolveStudy(text: string): Study {
    return this.studies.find(text) ?? this.studies.find(resolveStudy(namedStudies(this.database), text))!;
  }

  /** @throws UserError when nothing, or more than one thing, is meant. */
  resolveStudyOrRun(text: string): { readonly study: Study; readonly runs: readonly Run[] } {
    const { study, run } = resolveStudyOrRun(namedStudies(this.database), text);
    const found = this.studies.find(study)!;
    return { study: found, runs: found.runs.filter(({ id }) => run === null || id === run) };
  }

  /** Does wholly or not at all what `work` does with the history. */
  transaction<Result>(work: () => Result): Result {
    return this.database.transaction(work);
  }

  /** Records a study that was trained elsewhere, whose files are in place: whole or not at all. */
  addImported(imported: ImportedStudy): void {
    this.studies.addImported(imported, this.curves);
  }

  /** Removes the files of an import that did not come to be recorded. */
  removeUnrecorded({ study, runs }: Pick<ImportJob, 'study' | 'runs'>): void {
    if (this.studies.isRecorded(study)) return;
    removeFolders([this.home.study(study), ...Object.values(runs).map((run) => this.home.run(run))]);
  }

  /**
   * Deletes a study with its runs for good, then their files.
   * @throws UserError when a run of it is at work, or when files could not be removed.
   */
  deleteStudy(study: Study): void {
    this.refuseActive(study.runs);
    this.trash.remove({ studies: [study.id], runs: [] });
  }

  /**
   * Deletes a run for good, then its files; the study goes with its last run, but can be brought back with those that can.
   * Throws as `deleteStudy` does.
   */
  deleteRun(run: Run): void {
    this.refuseActive([run]);
    this.trash.removeRun(run);
  }

  /**
   * Takes studies and runs out of all lists; `trash` can bring them back.
   * @throws UserError when a run is at work.
   */
  discard(studies: readonly Study[], runs: readonly Run[]): void {
    this.refuseActive([...studies.flatMap((study) => study.runs), ...runs]);
    this.trash.put({ studies: studies.map(({ id }) => id), runs: runs.map(({ id }) => id) });
  }

  /** All studies as lists show them. */
  listStudies(): StudyList {
    this.flush();
    return listStudies(this.database);
  }

  /** Runs as a table shows them: all, or those of one study. */
  listRuns(study?: string): RunList {
    this.flush();
    return listRuns(this.database, study);
  }

  /** Changes what is written on studies and runs: on all of them or on none. */
  annotate({ studies, runs }: LibraryItems, changes: AnnotationChanges): void {
    this.database.transaction(() => {
      annotate(this.database, 'studies', studies, changes);
      annotate(this.database, 'runs', runs, changes);
    });
  }

  /** Marks a run as being trained, and forgets what was recorded of it beyond what is done: the run does that again. */
  startRun(run: string, started: StartedRun, done: TrainingPosition): void {
    this.flush();
    this.database.transaction(() => {
      this.runs.start(run, started);
      this.curves.cutAfter(run, done);
      this.probes.cutAfter(run, done);
      this.predictions.cutAfter(run, done);
      this.trainingLog.cutAfter(run, done);
    });
  }

  /** How long the newest runs that were trained took, by which new ones are judged. */
  observations(): RecordedObservation[] {
    this.flush();
    return recordedObservations(this.database);
  }

  /** All that is remembered of a run, as the text that a bundle carries. */
  bundledRows(run: Run): string {
    this.flush();
    return rowsOfRun(this.database, run);
  }

  /** Takes a bundle in, whose files lie unpacked in the home. Throws as `addBundle` of `bundle/` does. */
  addBundle(unpacked: UnpackedBundle): void {
    addBundle(this.database, this.home, unpacked, () => this.trash.makeWayFor(unpacked.bundled));
  }

  /** Writes what still waits in memory. */
  flush(): void {
    this.curves.flush();
  }

  /** Writes what still waits in memory, and lets no loss of power undo what was written so far. */
  makeDurable(): void {
    this.flush();
    this.database.synchronise();
  }

  close(): void {
    try {
      this.flush();
    } finally {
      this.database.close();
    }
  }

  private refuseActive(runs: readonly Run[]): void {
    const active = this.runs.activeAmong(runs.map(({ id }) => id));
    if (active)
      throw new UserError(
        `Run ${active.id} (${active.architecture}) is ${active.state}; stop it before it is deleted`,
      );
  }
}
