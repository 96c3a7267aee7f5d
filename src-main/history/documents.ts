import type { Database } from './database';

/** The row of a document that many rows share, made when it is new. Keys keep their order, so equal documents are equal texts. */
export function shareDocument(
  database: Database,
  table: 'configurations' | 'environments',
  document: object,
): number {
  return shareText(database, table, JSON.stringify(document));
}

/** The same of a document's text. */
export function shareText(
  database: Database,
  table: 'configurations' | 'environments',
  document: string,
): number {
  const parameters = { document };
  database.run(`INSERT OR IGNORE INTO ${table} (document) VALUES (@document)`, parameters);
  const row = database.get<{ id: number }>(`SELECT id FROM ${table} WHERE document = @document`, parameters);
  return row!.id;
}

/** Removes documents that no study and no run uses any more. */
export function removeUnusedDocuments(database: Database): void {
  database.run(`DELETE FROM configurations WHERE id NOT IN
    (SELECT configuration_id FROM studies UNION SELECT configuration_id FROM runs)`);
  database.run(`DELETE FROM environments WHERE id NOT IN
    (SELECT environment_id FROM runs WHERE environment_id IS NOT NULL)`);
}
