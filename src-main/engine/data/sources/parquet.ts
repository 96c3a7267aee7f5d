import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceOptions } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import { type ProcessLimits, runGuarded } from '../../files/guarded-process';
import {
  ExampleCollector,
  fieldNames,
  type FieldNames,
  type LoadedExamples,
  type Source,
  type SourceContext,
} from './source';

const LIMITS: ProcessLimits = { silentSeconds: 120, totalSeconds: 3600, megabytes: 3072 };

/** What the parser's process sends; see `parquet-process.mjs`. */
interface ParserMessage {
  readonly rows?: number;
  readonly docstrings?: readonly unknown[];
  readonly codes?: readonly unknown[];
  readonly done?: number;
  /** What is asked for and missing, as a plain sentence. */
  readonly problem?: string;
  /** Why the file cannot be parsed, in the parser's words. */
  readonly failure?: string;
  readonly finished?: boolean;
}

/** Parquet files with a docstring and a code column, read one after another. */
export function parquetSource(
  paths: readonly string[],
  description: string,
  options: SourceOptions | undefined,
  context: SourceContext,
  limits: ProcessLimits = LIMITS,
): Source {
  const fields = fieldNames(options);
  return {
    description,
    notices: [],
    basis: {
      files: paths.map((path) => ({ name: '', path })),
      settings: { kind: 'parquet', fields },
    },
    read: () => read(paths, fields, context, limits),
  };
}

/**
 * Reads the two columns one row group at a time, in a process that is ended when it hangs or takes too much memory.
 * @throws UserError naming the file that is truncated, broken or lacks a column.
 */
async function read(
  paths: readonly string[],
  fields: FieldNames,
  context: SourceContext,
  limits: ProcessLimits,
): Promise<LoadedExamples> {
  const collector = new ExampleCollector();
  for (const path of paths) {
    context.signal?.throwIfAborted();
    await readFile(path, fields, collector, context, limits);
  }
  return collector;
}

function readFile(
  path: string,
  fields: FieldNames,
  collector: ExampleCollector,
  context: SourceContext,
  limits: ProcessLimits,
): Promise<void> {
  let rows: number | null = null;
  const take = async (message: ParserMessage) => {
    if (message.problem !== undefined) throw new UserError(`${path}: ${message.problem}`);
    if (message.failure !== undefined) throw unreadable(path, message.failure);
    if (message.finished) return true;
    rows = message.rows ?? rows;
    addRows(message, fields, collector, path);
    context.progress(`Reading ${basename(path)}`, message.done ?? 0, rows, 'rows');
    await context.breathe();
    return false;
  };
  const parameters = [path, fields.docstring, fields.code];
  return runGuarded(
    { program: parserProgram(), parameters, limits, signal: context.signal },
    take,
    (reason) => unreadable(path, reason),
  );
}

function unreadable(path: string, reason: string): UserError {
  return new UserError(`${path}: no valid parquet file, perhaps truncated or damaged (${reason})`);
}

/** @throws UserError naming the row that holds something else than texts. */
function addRows(
  { docstrings = [], codes = [], done = 0 }: ParserMessage,
  fields: FieldNames,
  collector: ExampleCollector,
  path: string,
): void {
  for (const [index, docstring] of docstrings.entries()) {
    // Null stands for a missing text: the row is valid, and empty.
    const example = { docstring: docstring ?? '', code: codes[index] ?? '' };
    const wrong = typeof example.docstring !== 'string' ? fields.docstring : fields.code;
    if (typeof example.docstring !== 'string' || typeof example.code !== 'string')
      throw new UserError(
        `${path}, row ${done - docstrings.length + index + 1}: the column ${JSON.stringify(wrong)} must hold texts`,
      );
    collector.add({ docstring: example.docstring, code: example.code });
  }
}

/** The parser's program: beside the bundled engine or above its chunks; the source when the engine runs from source. */
function parserProgram(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = ['parquet-process.cjs', '../parquet-process.cjs', 'parquet-process.mjs'];
  const found = places.map((place) => join(here, place)).find((path) => existsSync(path));
  if (!found) throw new Error(`The parquet parser's program is missing from ${here}`);
  return found;
}
