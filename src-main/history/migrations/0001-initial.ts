import type Sqlite from 'better-sqlite3';

/**
 * Studies with their runs, and what each run left. Measured numbers may be NULL, which stands for not-a-number (SQLite has no
 * other way to say it). Configurations and environments are frozen documents that many runs share.
 */
export function initial(connection: Sqlite.Database): void {
  connection.exec(`
    CREATE TABLE configurations (
      id INTEGER PRIMARY KEY,
      document TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE environments (
      id INTEGER PRIMARY KEY,
      document TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE studies (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      location TEXT NOT NULL,
      source_options TEXT,
      created_at TEXT NOT NULL,
      configuration_id INTEGER NOT NULL REFERENCES configurations,
      unknown_settings TEXT NOT NULL
    ) STRICT;

    CREATE TABLE notices (
      study_id TEXT NOT NULL REFERENCES studies ON DELETE CASCADE,
      message TEXT NOT NULL,
      UNIQUE (study_id, message)
    ) STRICT;

    CREATE TABLE splits (
      study_id TEXT PRIMARY KEY REFERENCES studies ON DELETE CASCADE,
      hash TEXT NOT NULL,
      document TEXT NOT NULL
    ) STRICT;
    CREATE INDEX splits_by_hash ON splits (hash);

    -- SHA-256 of every example, 32 bytes each, one after another in split order.
    CREATE TABLE split_hashes (
      study_id TEXT NOT NULL REFERENCES splits ON DELETE CASCADE,
      split TEXT NOT NULL,
      hashes BLOB NOT NULL,
      PRIMARY KEY (study_id, split)
    ) STRICT;

    CREATE TABLE runs (
      id TEXT PRIMARY KEY,
      study_id TEXT NOT NULL REFERENCES studies ON DELETE CASCADE,
      position INTEGER NOT NULL,
      architecture TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      configuration_id INTEGER NOT NULL REFERENCES configurations,
      environment_id INTEGER REFERENCES environments,
      parameters INTEGER,
      steps_per_epoch INTEGER,
      created_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      owner_pid INTEGER,
      owner_started_at TEXT
    ) STRICT;
    CREATE INDEX runs_by_study ON runs (study_id, position);

    CREATE TABLE steps (
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      step INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      loss REAL,
      gradient_norm REAL,
      learning_rate REAL,
      teacher_forcing_ratio REAL,
      tokens INTEGER NOT NULL,
      seconds REAL,
      PRIMARY KEY (run_id, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE epochs (
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      epoch INTEGER NOT NULL,
      train_loss REAL,
      validation_loss_teacher_forced REAL,
      validation_loss_free_running REAL,
      learning_rate REAL,
      teacher_forcing_ratio REAL,
      tokens_per_second REAL,
      seconds REAL,
      best INTEGER NOT NULL,
      PRIMARY KEY (run_id, epoch)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE evaluations (
      id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      split TEXT NOT NULL,
      decoder TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      document TEXT NOT NULL,
      UNIQUE (run_id, split, decoder)
    ) STRICT;

    -- The runs of a study share split and vocabularies, so the two texts of an example are kept once.
    CREATE TABLE examples (
      study_id TEXT NOT NULL REFERENCES studies ON DELETE CASCADE,
      split TEXT NOT NULL,
      position INTEGER NOT NULL,
      source TEXT NOT NULL,
      reference TEXT NOT NULL,
      PRIMARY KEY (study_id, split, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE predictions (
      evaluation_id INTEGER NOT NULL REFERENCES evaluations ON DELETE CASCADE,
      position INTEGER NOT NULL,
      hypothesis TEXT NOT NULL,
      log_probability REAL,
      token_accuracy REAL,
      exact_match INTEGER NOT NULL,
      PRIMARY KEY (evaluation_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE artefacts (
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      kind TEXT NOT NULL,
      path TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (run_id, kind)
    ) STRICT;
  `);
}
