import type Sqlite from 'better-sqlite3';

/** What was found out about an evaluation afterwards, one document of each kind; it goes with the evaluation. */
export function analyses(connection: Sqlite.Database): void {
  connection.exec(`
    CREATE TABLE analyses (
      evaluation_id INTEGER NOT NULL REFERENCES evaluations ON DELETE CASCADE,
      kind TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (evaluation_id, kind)
    ) STRICT, WITHOUT ROWID;
  `);
}
