import { readFileSync } from 'node:fs';
import type { BundledRun } from '../../../src-shared/domain/bundle';
import { UserError } from '../../../src-shared/domain/errors';
import { type Database, openTemporaryDatabase } from '../database';
import { MIGRATIONS } from '../migrations';
import { readRows, readSchema } from './row-text';
import { checkBundledRows } from './check-rows';
import type { Row } from './tables';

/**
 * The rows of a bundle in a database of their own, in memory, brought from the schema they were written in to the newest:
 * the history's migrations do for a bundle what they do for a home.
 * @param path what errors call the file
 * @throws UserError naming the file and the line when rows are not what a history would have written, or of a newer Unroll.
 */
export function openBundledRows(file: string, bundled: BundledRun, path: string): Database {
  const lines = linesOf(readFileSync(file, 'utf8'));
  const { value: first } = lines.next();
  const schema = readSchema(first ?? '', path);
  if (schema > MIGRATIONS.length)
    throw new UserError(
      `${path}: a newer Unroll wrote this bundle (schema ${schema}, this one knows ${MIGRATIONS.length}); update Unroll`,
    );
  const { database, migrate } = openTemporaryDatabase(schema);
  try {
    const columnsOf = new Map<string, ReadonlySet<string>>();
    database.transaction(() => {
      for (const { table, row, line } of readRows(lines, path)) {
        if (!columnsOf.has(table)) columnsOf.set(table, columnNames(database, table));
        const unknown = Object.keys(row).find((column) => !columnsOf.get(table)!.has(column));
        if (unknown) throw new UserError(`${path}, line ${line}: ${table} has no column ${unknown}`);
        insertRow(database, table, row, `${path}, line ${line}`);
      }
    });
    migrate();
    checkBundledRows(database, bundled, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

function columnNames(database: Database, table: string): ReadonlySet<string> {
  return new Set(
    database
      .all<{ name: string }>('SELECT name FROM pragma_table_info(@table)', { table })
      .map(({ name }) => name),
  );
}

/** @throws UserError naming `place` when the schema does not allow the row */
function insertRow(database: Database, table: string, row: Row, place: string): void {
  try {
    database.run(insertion('INSERT', table, row), row);
  } catch (error) {
    throw new UserError(`${place}: no row that a history has in ${table} (${(error as Error).message})`);
  }
}

/** The statement that inserts such a row. Names must be known to be those of columns. */
export function insertion(verb: 'INSERT' | 'INSERT OR IGNORE', table: string, row: Row): string {
  const columns = Object.keys(row);
  return `${verb} INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;
}
