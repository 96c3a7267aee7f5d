import { ARCHITECTURES } from '../../../src-shared/domain/architecture';
import type { BundledRun } from '../../../src-shared/domain/bundle';
import {
  checkTogether,
  CONFIGURATION_KEYS,
  parseConfiguration,
  type RunConfiguration,
} from '../../../src-shared/domain/configuration';
import { SPLIT_NAMES } from '../../../src-shared/domain/data';
import { UserError } from '../../../src-shared/domain/errors';
import { DECODERS } from '../../../src-shared/domain/run';
import type { Database } from '../database';
import { checkShape } from './document-shapes';

const END_STATES = ['finished', 'stopped', 'interrupted', 'failed'];

/** Columns beside `document` that hold JSON objects, or NULL. */
const JSON_COLUMNS = [
  ['studies', 'source_options'],
  ['studies', 'unknown_settings'],
  ['epochs', 'gradients'],
  ['runs', 'origin'],
] as const;

/**
 * Makes sure that rows of the newest schema, whose types SQLite has checked, are what windows and commands rely on.
 * @throws UserError naming `origin` and what is not right.
 */
export function checkBundledRows(
  database: Database,
  { study, run, architecture }: BundledRun,
  origin: string,
): void {
  const refuse = (what: string): never => {
    throw new UserError(`${origin}: ${what}`);
  };
  const only = (table: string, id: string) => {
    const rows = database.all<{ id: string }>(`SELECT id FROM ${table}`);
    if (rows.length !== 1 || rows[0].id !== id) refuse(`must hold just one of ${table}, ${id}`);
  };
  only('studies', study);
  only('runs', run);
  const found = database.get<{ study_id: string; state: string; architecture: string }>(
    'SELECT study_id, state, architecture FROM runs',
  )!;
  if (found.study_id !== study || found.architecture !== architecture)
    refuse('its run is another than it says');
  if (!END_STATES.includes(found.state))
    refuse(`its run is ${found.state}; a bundle has a run that has ended`);
  if (!ARCHITECTURES.some((name) => name === found.architecture)) refuse(`there is no ${found.architecture}`);
  for (const { document } of documents(database, 'configurations')) checkConfiguration(document, origin);
  const objects = ['environments', 'splits', 'evaluations', 'analyses', 'findings'];
  for (const table of objects)
    for (const { document } of documents(database, table))
      checkShape(asObject(document, table, origin), table, origin);
  for (const [table, column] of JSON_COLUMNS)
    for (const { document } of database.all<{ document: string }>(
      `SELECT ${column} AS document FROM ${table} WHERE ${column} IS NOT NULL`,
    ))
      checkShape(asObject(document, table, origin), `${table}.${column}`, origin);
  checkTags(database, refuse);
  checkArtefacts(database, [`runs/${run}/`, `studies/${study}/`], refuse);
  checkSplits(database, refuse);
}

function documents(database: Database, table: string): { document: string }[] {
  return database.all(`SELECT document FROM ${table}`);
}

function asObject(document: string, table: string, origin: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(document);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as never;
  } catch {
    // Told below.
  }
  throw new UserError(`${origin}: a document in ${table} is no JSON object`);
}

function checkConfiguration(document: string, origin: string): void {
  const { values } = parseConfiguration(asObject(document, 'configurations', origin), origin);
  const missing = Object.keys(CONFIGURATION_KEYS).find((key) => !(key in values));
  if (missing) throw new UserError(`${origin}: a configuration lacks ${missing}`);
  const [problem] = checkTogether(values as RunConfiguration);
  if (problem) throw new UserError(`${origin}: ${problem.message}`);
}

function checkTags(database: Database, refuse: (what: string) => never): void {
  for (const table of ['studies', 'runs'])
    for (const { tags } of database.all<{ tags: string }>(`SELECT tags FROM ${table}`))
      if (!isListOfTexts(tags)) refuse(`tags in ${table} are no list of texts`);
}

function isListOfTexts(document: string): boolean {
  try {
    const value: unknown = JSON.parse(document);
    return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  } catch {
    return false;
  }
}

function checkArtefacts(
  database: Database,
  folders: readonly string[],
  refuse: (what: string) => never,
): void {
  for (const { path } of database.all<{ path: string }>('SELECT path FROM artefacts')) {
    const folder = folders.find((candidate) => path.startsWith(candidate));
    if (!folder || !/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(path.slice(folder.length)))
      refuse(`the file ${JSON.stringify(path)} is none of its run`);
  }
}

function checkSplits(database: Database, refuse: (what: string) => never): void {
  const named = database.all<{ split: string; decoder: string }>(
    `SELECT split, decoder FROM evaluations UNION SELECT split, 'greedy' FROM examples UNION
     SELECT split, 'greedy' FROM split_hashes`,
  );
  for (const { split, decoder } of named) {
    if (!SPLIT_NAMES.some((name) => name === split)) refuse(`there is no split ${split}`);
    if (!DECODERS.some((name) => name === decoder)) refuse(`there is no decoder ${decoder}`);
  }
}
