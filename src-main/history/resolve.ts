import type { Architecture } from '../../src-shared/domain/architecture';
import { UserError } from '../../src-shared/domain/errors';
import type { Run, Study } from '../../src-shared/domain/run';
import type { Database } from './database';
import { groupBy } from './grouping';
import { LISTED } from './run-rows';

const MOST_CANDIDATES = 8;

/** What a run is called in commands and tables. */
export function runName(study: Pick<Study, 'name'>, run: Pick<Run, 'architecture'>): string {
  return `${study.name}/${run.architecture}`;
}

/** What people know a study by. */
export interface NamedStudy {
  readonly id: string;
  readonly name: string;
  readonly runs: readonly { readonly id: string; readonly architecture: Architecture }[];
}

/** Studies that are not deleted, newest first, without anything else that is known of them. */
export function namedStudies(database: Database): NamedStudy[] {
  const runs = groupBy(
    database.all<{ id: string; study: string; architecture: Architecture }>(
      `SELECT runs.id, study_id AS study, architecture FROM runs JOIN studies ON studies.id = study_id
       WHERE ${LISTED} ORDER BY runs.position, runs.id`,
    ),
    ({ study }) => study,
  );
  return database
    .all<{ id: string; name: string }>(
      'SELECT id, name FROM studies WHERE deleted_at IS NULL ORDER BY id DESC',
    )
    .map((study) => ({ ...study, runs: runs.get(study.id) ?? [] }));
}

/**
 * The id of the run that a person means: by id, by name (`STUDY NAME/architecture`, or the study's name where it has one run)
 * or by the beginning of its id.
 * @throws UserError when none or several match; several are listed.
 */
export function resolveRun(studies: readonly NamedStudy[], text: string): string {
  const named = studies.flatMap((study) =>
    study.runs.map((run) => ({ id: run.id, name: runName(study, run), group: study.name, value: run.id })),
  );
  return resolve(named, text, 'run');
}

/** The id of the study that a person means: by id, by name or by the beginning of its id. Throws as `resolveRun` does. */
export function resolveStudy(studies: readonly NamedStudy[], text: string): string {
  const named = studies.map(({ id, name }) => ({ id, name, value: id }));
  return resolve(named, text, 'study');
}

/**
 * What a person wants to go on with: a whole study, or one run of it; ids. Throws as `resolveRun` does.
 */
export function resolveStudyOrRun(
  studies: readonly NamedStudy[],
  text: string,
): { readonly study: string; readonly run: string | null } {
  const named = studies.flatMap((study) => [
    { id: study.id, name: study.name, value: { study: study.id, run: null } },
    ...study.runs.map((run) => ({
      id: run.id,
      name: runName(study, run),
      value: { study: study.id, run: run.id },
    })),
  ]);
  return resolve<{ study: string; run: string | null }>(named, text, 'study or run');
}

interface Named<Value> {
  readonly id: string;
  readonly name: string;
  /** A name that several may share. */
  readonly group?: string;
  readonly value: Value;
}

function resolve<Value>(all: readonly Named<Value>[], text: string, what: string): Value {
  const matches = [
    all.filter(({ id }) => id === text),
    all.filter(({ name }) => name === text),
    all.filter(({ group }) => group === text),
    all.filter(({ id }) => text !== '' && id.startsWith(text.toLowerCase())),
  ].find((found) => found.length > 0);
  if (!matches) throw new UserError(`There is no ${what} "${text}"; see "unroll runs list"`);
  if (matches.length === 1) return matches[0].value;
  const candidates = matches.slice(0, MOST_CANDIDATES).map(({ id, name }) => `${id} (${name})`);
  const more = matches.length > MOST_CANDIDATES ? ` and ${matches.length - MOST_CANDIDATES} more` : '';
  throw new UserError(
    `"${text}" could be any of ${matches.length}: ${candidates.join(', ')}${more}; give more of the id`,
  );
}
