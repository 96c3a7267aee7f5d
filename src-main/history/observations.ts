import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { SplitRecord } from '../../src-shared/domain/data';
import type { Observation } from '../../src-shared/domain/estimate/estimate';
import { type DataSizes, modelOptionsOf, workOf } from '../../src-shared/domain/estimate/work';
import { countParameters, parameterDefinitions } from '../../src-shared/domain/model/parameter-definitions';
import type { EnvironmentRecord } from '../../src-shared/domain/run';
import type { Database } from './database';

/** Runs that are looked at: the newest, since machines and the engine change. */
const MOST_RUNS = 200;
/** Examples whose sources are counted. */
const COUNTED_SOURCES = 100;

/** What a run was computed with, as far as it decides how fast that is. */
export type Machine = Pick<EnvironmentRecord, 'backend' | 'device' | 'threads'>;

/** A run with how long it took. */
export interface RecordedObservation extends Observation {
  readonly environment: EnvironmentRecord;
}

interface ObservedRow {
  readonly study: string;
  readonly name: string;
  readonly architecture: Architecture;
  readonly parameters: number;
  readonly configuration: string;
  readonly environment: string;
  readonly split: string;
  readonly tokens: number;
  readonly seconds: number;
  readonly validation_seconds: number | null;
  readonly evaluation_seconds: number | null;
  readonly worked: number | null;
  readonly wall: number | null;
}

/** How long the newest runs that were trained (not imported) took for their work. */
export function recordedObservations(database: Database): RecordedObservation[] {
  const sourceLengths = new Map<string, number | null>();
  const lengthOf = (study: string) => {
    if (!sourceLengths.has(study)) sourceLengths.set(study, meanSourceLength(database, study));
    return sourceLengths.get(study)!;
  };
  return database
    .all<ObservedRow>(
      `SELECT studies.id AS study, studies.name, runs.architecture, runs.parameters,
         configurations.document AS configuration, environments.document AS environment, splits.document AS split,
         avg(epochs.tokens_per_second * epochs.seconds) AS tokens, avg(epochs.seconds) AS seconds,
         avg(epochs.validation_seconds) AS validation_seconds,
         sum(epochs.seconds + epochs.validation_seconds) AS worked,
         CASE runs.state WHEN 'finished'
           THEN 86400 * (julianday(runs.finished_at) - julianday(runs.started_at)) END AS wall,
         (SELECT sum(json_extract(document, '$.seconds')) FROM evaluations
          WHERE run_id = runs.id AND split = 'test') AS evaluation_seconds
       FROM runs
         JOIN studies ON studies.id = runs.study_id
         JOIN splits ON splits.study_id = runs.study_id
         JOIN configurations ON configurations.id = runs.configuration_id
         JOIN environments ON environments.id = runs.environment_id
         JOIN epochs ON epochs.run_id = runs.id
       WHERE runs.origin IS NULL AND runs.parameters IS NOT NULL
       GROUP BY runs.id HAVING tokens > 0 AND seconds > 0
       ORDER BY runs.id DESC LIMIT ${MOST_RUNS}`,
    )
    .map((row) => observationFrom(row, lengthOf(row.study)));
}

function observationFrom(row: ObservedRow, sourceLength: number | null): RecordedObservation {
  const configuration = JSON.parse(row.configuration) as RunConfiguration;
  const { sizes } = JSON.parse(row.split) as SplitRecord;
  const vocabulary = vocabularyOf(row, configuration);
  const data: DataSizes = {
    ...sizes,
    sourceVocabulary: vocabulary,
    targetVocabulary: vocabulary,
    sourceLength: sourceLength ?? configuration.MAX_DOCSTRING_LEN / 2,
    targetLength: row.tokens / sizes.train,
  };
  return {
    label: row.name,
    architecture: row.architecture,
    isTrial: false,
    work: workOf(row.architecture, configuration, data),
    seconds: {
      epoch: row.seconds,
      validation: row.validation_seconds ?? Number.NaN,
      evaluation: row.evaluation_seconds ?? Number.NaN,
    },
    overhead:
      row.wall === null || row.worked === null || row.evaluation_seconds === null
        ? Number.NaN
        : Math.max(0, row.wall - row.worked - row.evaluation_seconds),
    environment: JSON.parse(row.environment) as EnvironmentRecord,
  };
}

/** Tokens of a source with both special ones, by what was evaluated; null where nothing was. */
function meanSourceLength(database: Database, study: string): number | null {
  const row = database.get<{ tokens: number | null }>(
    `SELECT avg(length(source) - length(replace(source, ' ', '')) + 3) AS tokens
     FROM (SELECT source FROM examples WHERE study_id = @study LIMIT ${COUNTED_SOURCES})`,
    { study },
  );
  return row?.tokens ?? null;
}

/** The size that both vocabularies have on average, which the number of parameters tells: it grows evenly with them. */
function vocabularyOf({ architecture, parameters }: ObservedRow, configuration: RunConfiguration): number {
  const countAt = (size: number) =>
    countParameters(
      parameterDefinitions(
        modelOptionsOf(architecture, configuration, { sourceVocabulary: size, targetVocabulary: size }),
      ),
    );
  const perToken = countAt(1) - countAt(0);
  return Math.min(configuration.VOCAB_SIZE, Math.max(4, (parameters - countAt(0)) / perToken));
}
