import type Sqlite from 'better-sqlite3';

/** `seconds` of an epoch counted its validation until now; where they were not told apart, `validation_seconds` is NULL. */
export function validationSeconds(connection: Sqlite.Database): void {
  connection.exec('ALTER TABLE epochs ADD COLUMN validation_seconds REAL');
}
