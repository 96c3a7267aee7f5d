import type Sqlite from 'better-sqlite3';

/** The queue of studies, so that it survives the application, and sweeps with the studies that were made for them. */
export function queueAndSweeps(connection: Sqlite.Database): void {
  connection.exec(`
    -- The study that trains stands first; it has trains = 1.
    CREATE TABLE queue (
      study_id TEXT PRIMARY KEY REFERENCES studies ON DELETE CASCADE,
      position INTEGER NOT NULL,
      trains INTEGER NOT NULL
    ) STRICT;

    -- One row, from the first time that the queue is paused.
    CREATE TABLE queue_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      paused INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE sweeps (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at TEXT NOT NULL,
      plan TEXT NOT NULL
    ) STRICT;

    -- setting counts the sweep's settings from 0; each has a study for every seed.
    CREATE TABLE sweep_studies (
      study_id TEXT PRIMARY KEY REFERENCES studies ON DELETE CASCADE,
      sweep_id TEXT NOT NULL REFERENCES sweeps ON DELETE CASCADE,
      setting INTEGER NOT NULL,
      seed INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sweep_studies_by_sweep ON sweep_studies (sweep_id);
  `);
}
