import { z } from 'zod';
import { UserError } from '../../../src-shared/domain/errors';
import { type BundledTable, isBundledTable, type Row } from './tables';

/**
 * Rows as text, a JSON document a line. The first line is `{"schema":N}`, by how many migrations the schema is at; a line
 * `{"table":NAME,"columns":[...]}` begins a table, and each line after it is an array of a row's values. What JSON cannot
 * say stands as `{"base64":...}` and `{"number":"Infinity"}`.
 */
export function schemaLine(schema: number): string {
  return `${JSON.stringify({ schema })}\n`;
}

/** The lines of a table; none where it has no rows. */
export function* tableLines(table: BundledTable, rows: readonly Row[]): Generator<string> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]);
  yield `${JSON.stringify({ table, columns })}\n`;
  for (const row of rows) yield `${JSON.stringify(columns.map((column) => written(row[column])))}\n`;
}

function written(value: Row[string]): unknown {
  if (Buffer.isBuffer(value)) return { base64: value.toString('base64') };
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;
}

/** A row, where it stands, and what it belongs to. */
export interface ReadRow {
  readonly table: BundledTable;
  readonly row: Row;
  /** Counted from 1. */
  readonly line: number;
}

const headSchema = z.strictObject({ schema: z.number().int().min(1) });
const tableSchema = z.strictObject({
  table: z.string().refine(isBundledTable),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
});
const valueSchema = z.union([
  z.string(),
  z.number(),
  z.null(),
  z.strictObject({ base64: z.base64() }),
  z.strictObject({ number: z.enum(['Infinity', '-Infinity']) }),
]);
const rowSchema = z.array(valueSchema);

/** The schema that rows are of. @throws UserError naming `origin` */
export function readSchema(firstLine: string, origin: string): number {
  const parsed = headSchema.safeParse(json(firstLine, origin, 1));
  if (!parsed.success) throw new UserError(`${origin}, line 1: does not say what schema its rows are of`);
  return parsed.data.schema;
}

/** The rows of the lines after the first. @throws UserError naming `origin` and the line that is not right */
export function* readRows(lines: Iterable<string>, origin: string): Generator<ReadRow> {
  let table: z.infer<typeof tableSchema> | null = null;
  let line = 1;
  for (const text of lines) {
    line++;
    const value = json(text, origin, line);
    if (!Array.isArray(value)) {
      const parsed = tableSchema.safeParse(value);
      if (!parsed.success) throw new UserError(`${origin}, line ${line}: no table of an Unroll history`);
      table = parsed.data;
      continue;
    }
    const parsed = rowSchema.safeParse(value);
    if (!parsed.success || !table || parsed.data.length !== table.columns.length)
      throw new UserError(`${origin}, line ${line}: no row of ${table?.table ?? 'a table'}`);
    const values = parsed.data.map(read);
    const row = Object.fromEntries(table.columns.map((column, index) => [column, values[index]]));
    yield { table: table.table as BundledTable, row, line };
  }
}

function read(value: z.infer<typeof valueSchema>): Row[string] {
  if (typeof value !== 'object' || value === null) return value;
  return 'base64' in value ? Buffer.from(value.base64, 'base64') : Number(value.number);
}

function json(text: string, origin: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${origin}, line ${line}: not JSON (${(error as Error).message})`);
  }
}
