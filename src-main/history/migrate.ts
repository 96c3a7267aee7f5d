import type Sqlite from 'better-sqlite3';
import { UserError } from '../../src-shared/domain/errors';
import { MIGRATIONS, type Migration } from './migrations';

/**
 * Brings a database to the newest schema, each step in its own transaction. `user_version` counts the steps done; it is read
 * inside the transaction, because another process may migrate the same file at this moment.
 * @throws UserError when the file was written by a newer Unroll.
 */
export function migrate(
  connection: Sqlite.Database,
  path: string,
  migrations: readonly Migration[] = MIGRATIONS,
): void {
  const version = () => connection.pragma('user_version', { simple: true }) as number;
  const step = connection.transaction((): boolean => {
    const done = version();
    if (done >= migrations.length) return false;
    migrations[done](connection);
    connection.pragma(`user_version = ${done + 1}`);
    return true;
  });
  while (version() < migrations.length && step.immediate());
  if (version() > migrations.length)
    throw new UserError(
      `${path}: a newer Unroll wrote this history (schema ${version()}, this one knows ${migrations.length}); update Unroll or choose another home folder`,
    );
}
