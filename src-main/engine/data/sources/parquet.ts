import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceOptions } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import {
  ExampleCollector,
  fieldNames,
  type FieldNames,
  type LoadedExamples,
  type Source,
  type SourceContext,
} from './source';

/** How long the parser may be silent, and how much memory it may take, before it is ended. */
export interface ParserLimits {
  readonly silentSeconds: number;
  readonly megabytes: number;
}

const LIMITS: ParserLimits = { silentSeconds: 120, megabytes: 3072 };

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
  limits: ParserLimits = LIMITS,
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
  limits: ParserLimits,
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
  limits: ParserLimits,
): Promise<void> {
  const parser = fork(parserProgram(), [path, fields.docstring, fields.code], {
    execArgv: [`--max-old-space-size=${limits.megabytes}`],
    // Under Electron the program is run by Electron's own Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  return new Promise<void>((resolve, reject) => {
    let rows: number | null = null;
    let silence: NodeJS.Timeout | undefined;
    const end = (error: unknown) => {
      clearTimeout(silence);
      context.signal?.removeEventListener('abort', abort);
      parser.kill('SIGKILL');
      if (error === null) resolve();
      else reject(error);
    };
    const abort = () => end(context.signal!.reason);
    const listen = () => {
      const giveUp = () => end(unreadable(path, 'reading it came to no end'));
      silence = setTimeout(giveUp, limits.silentSeconds * 1000);
    };
    const takeIn = async (message: ParserMessage) => {
      if (message.problem !== undefined) return end(new UserError(`${path}: ${message.problem}`));
      if (message.failure !== undefined) return end(unreadable(path, message.failure));
      if (message.finished) return end(null);
      rows = message.rows ?? rows;
      const problem = addRows(message, fields, collector, path);
      if (problem) return end(problem);
      context.progress(`Reading ${basename(path)}`, message.done ?? 0, rows, 'rows');
      await context.breathe();
      listen();
      acknowledge(parser);
    };
    context.signal?.addEventListener('abort', abort);
    parser.on('error', end);
    parser.on('exit', (code, signal) => {
      const how = `its parser, which may take ${limits.megabytes} MB, ended with ${signal ?? `code ${code}`}`;
      end(unreadable(path, how));
    });
    parser.on('message', (message: ParserMessage) => {
      // A parser that waits for its answer while the work is paused is not silent.
      clearTimeout(silence);
      takeIn(message).catch(end);
    });
    listen();
  });
}

function unreadable(path: string, reason: string): UserError {
  return new UserError(`${path}: no valid parquet file, perhaps truncated or damaged (${reason})`);
}

function addRows(
  { docstrings = [], codes = [], done = 0 }: ParserMessage,
  fields: FieldNames,
  collector: ExampleCollector,
  path: string,
): UserError | null {
  for (const [index, docstring] of docstrings.entries()) {
    // Null stands for a missing text: the row is valid, and empty.
    const example = { docstring: docstring ?? '', code: codes[index] ?? '' };
    const wrong = typeof example.docstring !== 'string' ? fields.docstring : fields.code;
    if (typeof example.docstring !== 'string' || typeof example.code !== 'string')
      return new UserError(
        `${path}, row ${done - docstrings.length + index + 1}: the column ${JSON.stringify(wrong)} must hold texts`,
      );
    collector.add({ docstring: example.docstring, code: example.code });
  }
  return null;
}

function acknowledge(parser: ChildProcess): void {
  // A parser that has just died is reported by its exit.
  parser.send('next', () => {});
}

/** The parser's program: beside the bundled engine or above its chunks; the source when the engine runs from source. */
function parserProgram(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = ['parquet-process.cjs', '../parquet-process.cjs', 'parquet-process.mjs'];
  const found = places.map((place) => join(here, place)).find((path) => existsSync(path));
  if (!found) throw new Error(`The parquet parser's program is missing from ${here}`);
  return found;
}
