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

/** Documents that many rows share, each once, by their ids; null stands for no document. */
export function documentsOf<Document>(
  database: Database,
  table: 'configurations' | 'environments',
  ids: readonly (number | null)[],
) {
  const distinct = [...new Set(ids)].filter((id) => id !== null);
  const places = new Map(distinct.map((id, place) => [id, place]));
  const all = distinct.map((id) => {
    const row = database.get<{ document: string }>(`SELECT document FROM ${table} WHERE id = @id`, { id });
    return JSON.parse(row!.document) as Document;
  });
  const place = (id: number | null) => (id === null ? null : places.get(id)!);
  return {
    all,
    /** Where a document stands among all. */
    place,
    of: (id: number | null) => (id === null ? null : all[places.get(id)!]),
  };
}
