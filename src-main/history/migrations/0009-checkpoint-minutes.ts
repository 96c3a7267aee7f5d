import type Sqlite from 'better-sqlite3';

/** Until now every run was saved each five minutes within an epoch, and no setting said so. */
export function checkpointMinutes(connection: Sqlite.Database): void {
  connection.exec(`UPDATE configurations SET document = json_insert(document, '$.CHECKPOINT_MINUTES', 5)`);
}
