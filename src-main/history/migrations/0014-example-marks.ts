import type Sqlite from 'better-sqlite3';

/** What a person marked among the examples of a study's split: single ones, and filters (JSON) under a name. */
export function exampleMarks(connection: Sqlite.Database): void {
  connection.exec(`
    CREATE TABLE favourites (
      study_id TEXT NOT NULL REFERENCES studies ON DELETE CASCADE,
      split TEXT NOT NULL,
      position INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      PRIMARY KEY (study_id, split, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE slices (
      id INTEGER PRIMARY KEY,
      study_id TEXT NOT NULL REFERENCES studies ON DELETE CASCADE,
      name TEXT NOT NULL,
      split TEXT NOT NULL,
      filter TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX slices_by_study ON slices (study_id, name);
  `);
}
