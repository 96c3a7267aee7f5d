import type Sqlite from 'better-sqlite3';

/** What was found out about a run (JSON), and the state of it and its study that it was found in. */
export function diagnoses(connection: Sqlite.Database): void {
  connection.exec(`
    CREATE TABLE diagnoses (
      run_id TEXT PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
      state TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      document TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
