import type Sqlite from 'better-sqlite3';

/** Until now the energy had no bias and the output layer read the decoder's state alone, and no setting said so. */
export function modelOptions(connection: Sqlite.Database): void {
  connection.exec(`UPDATE configurations
    SET document = json_insert(document, '$.ENERGY_BIAS', json('false'), '$.OUTPUT_INPUT', 'hidden')`);
}
