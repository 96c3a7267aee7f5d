import type Sqlite from 'better-sqlite3';

/** Until now every run shuffled its batches and no setting said so; resumed, it must go on doing it. */
export function batching(connection: Sqlite.Database): void {
  connection.exec(`UPDATE configurations SET document = json_insert(document, '$.BATCHING', 'shuffle')`);
}
