import type { Database } from '../database';
import { shareText } from '../documents';
import { insertion } from './bundled-database';
import type { BundledTable, Row } from './tables';

/** Copies the rows of a bundle into the history; identifiers that are a database's own are given anew. Call in a transaction. */
export function addRows(history: Database, bundled: Database): void {
  const documents = {
    configuration_id: shareDocuments(history, bundled, 'configurations'),
    environment_id: shareDocuments(history, bundled, 'environments'),
  };
  addStudy(history, bundled, documents);
  copy(history, bundled, 'notices', {}, 'INSERT OR IGNORE');
  copy(history, bundled, 'runs', documents);
  const ofRun = ['steps', 'epochs', 'interventions', 'findings', 'resources', 'artefacts'] as const;
  for (const table of ofRun) copy(history, bundled, table, {});
  // Those that another run of the study was asked are there already.
  copy(history, bundled, 'examples', {}, 'INSERT OR IGNORE');
  copy(history, bundled, 'probes', {});
  const evaluations = { evaluation_id: copyEvaluations(history, bundled) };
  for (const table of ['predictions', 'analyses'] as const) copy(history, bundled, table, evaluations);
}

/** Whether both have data of the study, and not the same. */
export function hasOtherSplit(history: Database, bundled: Database): boolean {
  const here = splitOf(history, bundledStudy(bundled).id);
  const there = splitOf(bundled, bundledStudy(bundled).id);
  return here !== undefined && there !== undefined && here !== there;
}

/** A study that is there already may lack its data: when its first run came, they may not have been added yet. */
function addStudy(
  history: Database,
  bundled: Database,
  documents: Readonly<Record<string, Renumbering>>,
): void {
  const { id, location, source_options } = bundledStudy(bundled);
  const isNew = history.get('SELECT 1 FROM studies WHERE id = @id', { id }) === undefined;
  if (isNew) copy(history, bundled, 'studies', documents);
  if (splitOf(history, id) !== undefined || splitOf(bundled, id) === undefined) return;
  history.run('UPDATE studies SET location = @location, source_options = @source_options WHERE id = @id', {
    id,
    location,
    source_options,
  });
  for (const table of ['splits', 'split_hashes'] as const) copy(history, bundled, table, {});
}

/** The hash of a study's split; none without data. */
function splitOf(database: Database, study: string): string | undefined {
  return database.get<{ hash: string }>('SELECT hash FROM splits WHERE study_id = @study', { study })?.hash;
}

interface BundledStudy {
  readonly id: string;
  readonly location: string;
  readonly source_options: string | null;
}

function bundledStudy(bundled: Database): BundledStudy {
  return bundled.get<BundledStudy>('SELECT id, location, source_options FROM studies')!;
}

/** New identifiers by old ones. */
type Renumbering = ReadonlyMap<number, number>;

function shareDocuments(
  history: Database,
  bundled: Database,
  table: 'configurations' | 'environments',
): Renumbering {
  const rows = bundled.all<{ id: number; document: string }>(`SELECT id, document FROM ${table}`);
  return new Map(rows.map(({ id, document }) => [id, shareText(history, table, document)]));
}

function copyEvaluations(history: Database, bundled: Database): Renumbering {
  return new Map(
    bundled.all<Row & { id: number }>('SELECT * FROM evaluations ORDER BY id').map(({ id, ...row }) => {
      const { lastInsertRowid } = history.run(insertion('INSERT', 'evaluations', row), row);
      return [id, Number(lastInsertRowid)];
    }),
  );
}

/** `renumbered`: for the columns that refer to rows which have new identifiers. */
function copy(
  history: Database,
  bundled: Database,
  table: BundledTable,
  renumbered: Readonly<Record<string, Renumbering>>,
  verb: 'INSERT' | 'INSERT OR IGNORE' = 'INSERT',
): void {
  for (const row of bundled.all<Row>(`SELECT * FROM ${table}`)) {
    const changed = Object.entries(renumbered)
      .filter(([column]) => typeof row[column] === 'number')
      .map(([column, numbers]) => [column, numbers.get(row[column] as number)!] as const);
    const renewed: Row = { ...row, ...Object.fromEntries(changed) };
    history.run(insertion(verb, table, renewed), renewed);
  }
}
