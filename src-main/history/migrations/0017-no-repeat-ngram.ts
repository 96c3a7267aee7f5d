import type Sqlite from 'better-sqlite3';

/** Until now decoders could repeat themselves. */
export function noRepeatNgram(connection: Sqlite.Database): void {
  connection.exec(`UPDATE configurations SET document = json_insert(document, '$.NO_REPEAT_NGRAM', 0)`);
}
