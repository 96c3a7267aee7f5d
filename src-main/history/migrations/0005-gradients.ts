import type Sqlite from 'better-sqlite3';

/** Norms of gradients by layer, as a document; epochs of before have NULL. */
export function gradients(connection: Sqlite.Database): void {
  connection.exec('ALTER TABLE epochs ADD COLUMN gradients TEXT');
}
