import type { Run } from '../../../src-shared/domain/run';
import type { Database } from '../database';
import { MIGRATIONS } from '../migrations';
import { schemaLine, tableLines } from './row-text';
import { BUNDLED_TABLE_NAMES, BUNDLED_TABLES, type Row } from './tables';

/** Everything that the history holds of a run and its study, without the study's other runs, as text. */
export function rowsOfRun(database: Database, { id: run, study }: Run): string {
  let text = schemaLine(MIGRATIONS.length);
  for (const table of BUNDLED_TABLE_NAMES) {
    const { rows: where, order } = BUNDLED_TABLES[table];
    const rows = database.all<Row>(`SELECT * FROM ${table} WHERE ${where} ORDER BY ${order}`, { run, study });
    for (const line of tableLines(table, rows.map(withoutOwner))) text += line;
  }
  return text;
}

/** Processes of this computer mean nothing on another. */
function withoutOwner(row: Row): Row {
  return 'owner_pid' in row ? { ...row, owner_pid: null, owner_started_at: null } : row;
}
