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
  const isNewStudy = history.get('SELECT 1 FROM studies WHERE id = @id', bundledStudy(bundled)) === undefined;
  if (isNewStudy)
    for (const table of ['studies', 'splits', 'split_hashes'] as const)
      copy(history, bundled, table, documents);
  copy(history, bundled, 'notices', {}, 'INSERT OR IGNORE');
  copy(history, bundled, 'runs', documents);
  for (const table of ['steps', 'epochs', 'artefacts'] as const) copy(history, bundled, table, {});
  // Those that another run of the study was asked are there already.
  copy(history, bundled, 'examples', {}, 'INSERT OR IGNORE');
  copy(history, bundled, 'probes', {});
  const evaluations = { evaluation_id: copyEvaluations(history, bundled) };
  for (const table of ['predictions', 'analyses'] as const) copy(history, bundled, table, evaluations);
}

function bundledStudy(bundled: Database): { readonly id: string } {
  return bundled.get<{ id: string }>('SELECT id FROM studies')!;
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
