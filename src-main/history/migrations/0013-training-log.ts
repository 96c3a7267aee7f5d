import type Sqlite from 'better-sqlite3';

/**
 * What happened while a run trained: what a person changed, the faults that were found as documents, and now and then what
 * the training took of the computer. Runs of before have nothing of it; of faults, the notices of their studies tell.
 */
export function trainingLog(connection: Sqlite.Database): void {
  connection.exec(`
    CREATE TABLE interventions (
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      setting TEXT NOT NULL,
      value_before REAL NOT NULL,
      value_after REAL NOT NULL,
      PRIMARY KEY (run_id, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE findings (
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      fault TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (run_id, fault)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE resources (
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      processor_percent REAL NOT NULL,
      memory_bytes INTEGER NOT NULL,
      gpu_percent REAL,
      gpu_memory_bytes INTEGER,
      gpu_total_bytes INTEGER,
      PRIMARY KEY (run_id, step)
    ) STRICT, WITHOUT ROWID;
  `);
}
