import type Sqlite from 'better-sqlite3';

/**
 * What a person writes on studies and runs, and what was deleted but can still be brought back. Tags are a JSON array; the
 * baseline is the one run that others are measured against.
 */
export function library(connection: Sqlite.Database): void {
  for (const table of ['studies', 'runs'])
    connection.exec(`
      ALTER TABLE ${table} ADD COLUMN notes TEXT NOT NULL DEFAULT '';
      ALTER TABLE ${table} ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE ${table} ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE ${table} ADD COLUMN deleted_at TEXT;
    `);
  connection.exec('ALTER TABLE runs ADD COLUMN baseline INTEGER NOT NULL DEFAULT 0');
}
