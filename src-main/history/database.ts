import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { UserError } from '../../src-shared/domain/errors';
import { flush } from './flush';
import { migrate } from './migrate';
import { MIGRATIONS } from './migrations';

type Value = string | number | Buffer | null;
export type Parameters = Readonly<Record<string, Value>>;

/** How long a statement waits for another process (app and command line share a home) before it fails. */
const BUSY_MILLISECONDS = 10_000;

/** The history database: prepared statements by their text, and errors in words that say what to do. */
export class Database {
  private readonly statements = new Map<string, Sqlite.Statement<[Parameters]>>();

  constructor(
    private readonly path: string,
    private readonly connection: Sqlite.Database,
  ) {}

  run(sql: string, parameters: Parameters = {}): Sqlite.RunResult {
    return this.translating(() => this.prepare(sql).run(parameters));
  }

  get<Row>(sql: string, parameters: Parameters = {}): Row | undefined {
    return this.translating(() => this.prepare(sql).get(parameters)) as Row | undefined;
  }

  all<Row>(sql: string, parameters: Parameters = {}): Row[] {
    return this.translating(() => this.prepare(sql).all(parameters)) as Row[];
  }

  /** Rows one after another, as lists of their columns: for many rows. */
  *iterate<Row extends readonly unknown[]>(sql: string, parameters: Parameters = {}): Generator<Row> {
    const rows = this.translating(() => this.connection.prepare<[Parameters]>(sql).raw().iterate(parameters));
    yield* rows as IterableIterator<Row>;
  }

  /** Runs `work` wholly or not at all. A transaction inside another is a part of it. */
  transaction<Result>(work: () => Result): Result {
    return this.translating(() => this.connection.transaction(work).immediate());
  }

  /** Sees to it that the disk has what was written; on its own, the write-ahead log waits for that. */
  synchronise(): void {
    this.translating(() => this.connection.pragma('wal_checkpoint(PASSIVE)'));
    // While another process reads or does the same, that call does nothing. SQLite holds no locks on its log, so that closing
    // another handle of it loses none.
    const log = `${this.path}-wal`;
    if (existsSync(log)) flush(log, 'file');
  }

  close(): void {
    this.connection.close();
  }

  private prepare(sql: string): Sqlite.Statement<[Parameters]> {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.connection.prepare<[Parameters]>(sql)));
    return statement;
  }

  private translating<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw translate(error, this.path);
    }
  }
}

/**
 * Opens the database file, makes it when there is none, and brings it to the current schema.
 * @throws UserError when the file cannot be opened, is no history, or comes from a newer Unroll.
 */
export function openDatabase(path: string): Database {
  let connection: Sqlite.Database | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    connection = new Sqlite(path, { timeout: BUSY_MILLISECONDS });
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
    connection.pragma('foreign_keys = ON');
    migrate(connection, path);
    return new Database(path, connection);
  } catch (error) {
    connection?.close();
    throw translate(error, path);
  }
}

/** Opens a database that `openDatabase` made, for reading beside it. Throws as that. */
export function openDatabaseToRead(path: string): Database {
  try {
    return new Database(path, new Sqlite(path, { readonly: true, timeout: BUSY_MILLISECONDS }));
  } catch (error) {
    throw translate(error, path);
  }
}

/**
 * A database in memory of an earlier schema, for rows that were written in it.
 * @param schema how many migrations the rows have seen
 */
export function openTemporaryDatabase(schema: number): TemporaryDatabase {
  const name = ':memory:';
  const connection = new Sqlite(name);
  connection.pragma('foreign_keys = ON');
  migrate(connection, name, MIGRATIONS.slice(0, schema));
  return { database: new Database(name, connection), migrate: () => migrate(connection, name) };
}

export interface TemporaryDatabase {
  readonly database: Database;
  /** Brings it to the newest schema. */
  migrate(): void;
}

/** SQLite's and the file system's error codes as one sentence that names the file and the remedy. */
function translate(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const code = 'code' in error ? String(error.code) : '';
  const remedy = REMEDIES.find(([pattern]) => pattern.test(code))?.[1];
  return remedy ? new UserError(`${path}: ${remedy}`, { cause: error }) : error;
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'the disk is full; free some space and try again'],
  [/^SQLITE_(BUSY|LOCKED)/, 'another program keeps the history locked; close it and try again'],
  [/^(SQLITE_READONLY|EROFS|EACCES|EPERM)/, 'the history cannot be written here; choose another home folder'],
  [/^SQLITE_NOTADB/, 'this file is not an Unroll history; move it away or choose another home folder'],
  [
    /^SQLITE_CORRUPT/,
    'the history is damaged; move the file away (checkpoints in runs/ are not touched by this)',
  ],
  [
    /^(SQLITE_CANTOPEN|ENOTDIR|EEXIST)/,
    'the history cannot be opened here; the home must be a folder that can be written',
  ],
  [/^SQLITE_IOERR/, 'reading or writing the history failed; check the disk (is it full, or gone?)'],
  [
    /^(ERR_DLOPEN_FAILED|MODULE_NOT_FOUND)/,
    'the native part of better-sqlite3 cannot be loaded; run `npm run setup`',
  ],
];
