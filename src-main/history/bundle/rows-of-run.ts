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
    for (const line of tableLines(table, rows.map(withoutLocalMatters))) text += line;
  }
  return text;
}

/** What means nothing on another computer: who works on a run, what was put out of sight, which run is the baseline. */
const LOCAL_MATTERS = { owner_pid: null, owner_started_at: null, archived: 0, deleted_at: null, baseline: 0 };

function withoutLocalMatters(row: Row): Row {
  const local = Object.entries(LOCAL_MATTERS).filter(([column]) => column in row);
  return { ...row, ...Object.fromEntries(local) };
}
