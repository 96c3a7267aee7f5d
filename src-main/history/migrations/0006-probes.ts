import type Sqlite from 'better-sqlite3';

/**
 * What runs write for a few validation examples after every epoch. Attention weights stand row after row, a byte each, in
 * steps of 1/255. Until now no run decoded probes, and one that is resumed goes on without.
 */
export function probes(connection: Sqlite.Database): void {
  connection.exec(`
    CREATE TABLE probes (
      run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
      epoch INTEGER NOT NULL,
      position INTEGER NOT NULL,
      hypothesis TEXT NOT NULL,
      log_probability REAL,
      attention BLOB,
      attention_columns INTEGER,
      PRIMARY KEY (run_id, epoch, position)
    ) STRICT;

    UPDATE configurations SET document = json_insert(document, '$.PROBE_EXAMPLES', 0);
  `);
}
