import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { SplitName } from '../../src-shared/domain/data';
import type { Decoder, EnvironmentRecord } from '../../src-shared/domain/run';
import {
  LISTED_METRICS,
  type ListedEvaluation,
  type ListedRun,
  type OverEpochs,
  type PublishedMetrics,
  type RunList,
} from '../../src-shared/domain/run-table/run-list';
import { publishedMetrics } from '../../src-shared/domain/run-table/published-columns';
import type { RunOrigin } from '../../src-shared/domain/import';
import { type AnnotationColumns, annotationsFrom } from './annotations';
import type { Database, Parameters } from './database';
import { documentsOf } from './documents';
import { groupBy } from './grouping';
import { LISTED, type RunRow, TRAINING_SECONDS } from './run-rows';

/** Columns of `epochs` that a list has over all epochs of a run, by what the list calls them. */
const QUANTITIES = {
  trainLoss: 'train_loss',
  validationLoss: 'validation_loss_teacher_forced',
  freeRunningLoss: 'validation_loss_free_running',
  tokensPerSecond: 'tokens_per_second',
} as const;
type Quantity = keyof typeof QUANTITIES;

/** Columns of a run that its listing needs too. */
type SharedColumns =
  | 'id'
  | 'architecture'
  | 'state'
  | 'reason'
  | 'configuration_id'
  | 'environment_id'
  | 'origin'
  | 'baseline'
  | 'parameters'
  | 'steps_per_epoch'
  | 'created_at'
  | 'started_at'
  | 'finished_at'
  | 'seconds'
  | 'step';

interface ListedRow extends Pick<RunRow, SharedColumns | keyof AnnotationColumns> {
  readonly study: string;
  readonly study_name: string;
  readonly study_archived: 0 | 1;
  readonly location: string;
  readonly source_options: string | null;
  readonly split: string | null;
}

type EpochRow = { readonly run: string; readonly epoch: number } & Readonly<Record<Quantity, number | null>>;
type RangeRow = { readonly run: string } & Readonly<Record<`${'min' | 'max'}_${Quantity}`, number | null>>;

/**
 * All runs that are not deleted, or those of one study, as a table shows them. A run is archived with its study. Few
 * statements, however many runs there are; of evaluations only single numbers leave the database.
 */
export function listRuns(database: Database, study?: string): RunList {
  const where = study === undefined ? LISTED : `${LISTED} AND runs.study_id = @study`;
  const parameters: Parameters = study === undefined ? {} : { study };
  const rows = database.all<ListedRow>(
    `SELECT runs.id, runs.study_id AS study, studies.name AS study_name, studies.archived AS study_archived,
       studies.location, studies.source_options, splits.hash AS split, runs.architecture, runs.state, runs.reason, runs.configuration_id,
       runs.environment_id, runs.origin, runs.baseline, runs.parameters, runs.steps_per_epoch,
       runs.created_at, runs.started_at, runs.finished_at, runs.notes, runs.tags, runs.archived,
       ${TRAINING_SECONDS} AS seconds,
       (SELECT max(step) FROM steps WHERE run_id = runs.id) AS step
     FROM runs JOIN studies ON studies.id = runs.study_id LEFT JOIN splits ON splits.study_id = studies.id
     WHERE ${where} ORDER BY studies.id DESC, runs.position, runs.id`,
    parameters,
  );
  // Without joins: rows of runs that are not listed cost less than looking up every row's run.
  const ofRuns = study === undefined ? 'TRUE' : 'run_id IN (SELECT id FROM runs WHERE study_id = @study)';
  const epochs = epochsOf(database, ofRuns, parameters);
  const evaluations = evaluationsOf(database, ofRuns, parameters);
  const configurations = documentsOf<RunConfiguration>(
    database,
    'configurations',
    rows.map((row) => row.configuration_id),
  );
  const environments = documentsOf<EnvironmentRecord>(
    database,
    'environments',
    rows.map((row) => row.environment_id),
  );
  return {
    configurations: configurations.all,
    environments: environments.all,
    runs: rows.map((row) => ({
      ...runFrom(row),
      ...epochs(row.id),
      configuration: configurations.place(row.configuration_id)!,
      environment: environments.place(row.environment_id),
      evaluations: evaluations.get(row.id) ?? [],
    })),
  };
}

function runFrom(row: ListedRow) {
  return {
    id: row.id,
    study: row.study,
    studyName: row.study_name,
    location: row.location,
    sourceOptions: row.source_options,
    split: row.split,
    architecture: row.architecture,
    state: row.state,
    reason: row.reason,
    imported: row.origin !== null,
    published: publishedOf(row.origin),
    baseline: row.baseline === 1,
    parameters: row.parameters,
    stepsPerEpoch: row.steps_per_epoch,
    step: row.step ?? 0,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    seconds: row.seconds,
    ...annotationsFrom(row),
    archived: row.archived === 1 || row.study_archived === 1,
  };
}

function publishedOf(origin: string | null): readonly PublishedMetrics[] {
  return origin === null ? [] : (JSON.parse(origin) as RunOrigin).metrics.map(publishedMetrics);
}

/** What the list says of each run's epochs. */
function epochsOf(database: Database, where: string, parameters: Parameters) {
  const quantities = Object.entries(QUANTITIES) as [Quantity, string][];
  const values = quantities.map(([name, column]) => `${column} AS ${name}`).join(', ');
  const ranges = quantities
    .map(([name, column]) => `min(${column}) AS min_${name}, max(${column}) AS max_${name}`)
    .join(', ');
  // Beside the one max(), SQLite gives the other columns of the row that has it.
  const latest = (condition: string) =>
    byRun(
      database.all<EpochRow>(
        `SELECT run_id AS run, max(epoch) AS epoch, ${values} FROM epochs
         WHERE ${where} AND ${condition} GROUP BY run_id`,
        parameters,
      ),
    );
  const last = latest('TRUE');
  const best = latest('best = 1');
  const range = byRun(
    database.all<RangeRow>(
      `SELECT run_id AS run, ${ranges} FROM epochs WHERE ${where} GROUP BY run_id`,
      parameters,
    ),
  );
  return (run: string): Pick<ListedRun, Quantity | 'epoch' | 'bestEpoch'> => {
    const over = (name: Quantity): OverEpochs => ({
      best: best.get(run)?.[name] ?? null,
      last: last.get(run)?.[name] ?? null,
      min: range.get(run)?.[`min_${name}`] ?? null,
      max: range.get(run)?.[`max_${name}`] ?? null,
    });
    return {
      epoch: last.get(run)?.epoch ?? 0,
      bestEpoch: best.get(run)?.epoch ?? null,
      trainLoss: over('trainLoss'),
      validationLoss: over('validationLoss'),
      freeRunningLoss: over('freeRunningLoss'),
      tokensPerSecond: over('tokensPerSecond'),
    };
  };
}

function evaluationsOf(database: Database, where: string, parameters: Parameters) {
  const paths = LISTED_METRICS.map((metric) => `'$.${metric}'`).join(', ');
  const rows = database.all<{ run: string; split: SplitName; decoder: Decoder; metrics: string }>(
    `SELECT run_id AS run, split, decoder, json_extract(document, ${paths}) AS metrics
     FROM evaluations WHERE ${where} ORDER BY split, decoder`,
    parameters,
  );
  const listed = rows.map(({ run, split, decoder, metrics }) => ({
    run,
    evaluation: { split, decoder, metrics: JSON.parse(metrics) as (number | null)[] },
  }));
  const groups = new Map<string, ListedEvaluation[]>();
  for (const [run, found] of groupBy(listed, (row) => row.run))
    groups.set(
      String(run),
      found.map(({ evaluation }) => evaluation),
    );
  return groups;
}

function byRun<Row extends { readonly run: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.run, row]));
}
