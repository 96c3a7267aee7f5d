import type Sqlite from 'better-sqlite3';

/** Where imported runs come from, as a document; runs that were trained here have NULL. */
export function origins(connection: Sqlite.Database): void {
  connection.exec('ALTER TABLE runs ADD COLUMN origin TEXT');
}
