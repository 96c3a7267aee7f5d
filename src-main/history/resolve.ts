import { UserError } from '../../src-shared/domain/errors';
import type { Run, Study } from '../../src-shared/domain/run';

const MOST_CANDIDATES = 8;

/** What a run is called in commands and tables. */
export function runName(study: Study, run: Run): string {
  return `${study.name}/${run.architecture}`;
}

/**
 * The run that a person means: by id, by name (`STUDY NAME/architecture`, or the study's name where it has one run) or by the
 * beginning of its id.
 * @throws UserError when none or several match; several are listed.
 */
export function resolveRun(studies: readonly Study[], text: string): Run {
  const named = studies.flatMap((study) =>
    study.runs.map((run) => ({ id: run.id, name: runName(study, run), group: study.name, value: run })),
  );
  return resolve(named, text, 'run');
}

/** The study that a person means: by id, by name or by the beginning of its id. Throws as `resolveRun` does. */
export function resolveStudy(studies: readonly Study[], text: string): Study {
  const named = studies.map((study) => ({ id: study.id, name: study.name, value: study }));
  return resolve(named, text, 'study');
}

/**
 * What a person wants to go on with: a whole study, or one run of it. Throws as `resolveRun` does.
 */
export function resolveStudyOrRun(
  studies: readonly Study[],
  text: string,
): { readonly study: Study; readonly runs: readonly Run[] } {
  const named = studies.flatMap((study) => [
    { id: study.id, name: study.name, value: { study, runs: study.runs } },
    ...study.runs.map((run) => ({ id: run.id, name: runName(study, run), value: { study, runs: [run] } })),
  ]);
  return resolve(named, text, 'study or run');
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
