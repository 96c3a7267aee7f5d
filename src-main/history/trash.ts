import { rmSync } from 'node:fs';
import type { LibraryItems } from '../../src-shared/contract/requests/library';
import type { Deletion } from '../../src-shared/domain/deletion';
import { UserError } from '../../src-shared/domain/errors';
import type { Curves } from './curves';
import type { Database } from './database';
import { listDeletions } from './deletions';
import { removeUnusedDocuments } from './documents';
import type { HomeLayout } from './home';

/**
 * Studies and runs that were deleted. They are in no list, also of other processes, but can be brought back until they are
 * removed with their files. A study goes with its last run, and comes back with any of them.
 */
export class Trash {
  constructor(
    private readonly database: Database,
    private readonly home: HomeLayout,
    private readonly curves: Curves,
  ) {}

  list(): Deletion[] {
    return listDeletions(this.database);
  }

  /** Takes studies and runs out of all lists. They must not be at work. */
  put({ studies, runs }: LibraryItems, now: Date = new Date()): void {
    const time = now.toISOString();
    this.database.transaction(() => {
      for (const id of studies) this.mark('studies', id, time);
      for (const id of runs) this.mark('runs', id, time);
      this.database.run(
        `UPDATE studies SET deleted_at = @time WHERE deleted_at IS NULL
           AND EXISTS (SELECT 1 FROM runs WHERE study_id = studies.id AND deleted_at = @time)
           AND NOT EXISTS (SELECT 1 FROM runs WHERE study_id = studies.id AND deleted_at IS NULL)`,
        { time },
      );
    });
  }

  /** Removes a run for good. Its study goes with its last run: for good too, or with those that can still be brought back. */
  removeRun({ id, study }: { readonly id: string; readonly study: string }): void {
    if (this.runsOf(study).length === 1) return this.remove({ studies: [study], runs: [] });
    this.remove({ studies: [], runs: [id] });
    this.database.run(
      `UPDATE studies SET deleted_at = (SELECT max(deleted_at) FROM runs WHERE study_id = @study)
       WHERE id = @study AND NOT EXISTS (SELECT 1 FROM runs WHERE study_id = @study AND deleted_at IS NULL)`,
      { study },
    );
  }

  /**
   * Brings all of them back or none.
   * @returns the studies that changed
   * @throws UserError when one was removed for good
   */
  restore({ studies, runs }: LibraryItems): string[] {
    return this.database.transaction(() => {
      const changed = new Set(studies);
      for (const run of runs) {
        const row = this.database.get<{ study: string }>(
          'SELECT study_id AS study FROM runs WHERE id = @run',
          { run },
        );
        if (!row) throw goneForGood();
        this.unmark('runs', run);
        changed.add(row.study);
      }
      for (const study of changed) this.unmark('studies', study);
      return [...changed];
    });
  }

  /** Removes for good what was deleted up to a moment, with its files. @throws UserError when files could not be removed */
  empty(until: Date = new Date()): void {
    const time = until.toISOString();
    const deleted = (table: 'studies' | 'runs') =>
      this.database
        .all<{ id: string }>(`SELECT id FROM ${table} WHERE deleted_at <= @time`, { time })
        .map(({ id }) => id);
    this.remove({ studies: deleted('studies'), runs: deleted('runs') });
  }

  /**
   * Removes the row of a run that was deleted, alone or with its study, so that it can be imported again. A deleted study comes
   * back for it, without its other runs: they can still be brought back. Call in the import's transaction; the run's folder is
   * left to it.
   */
  makeWayFor({ study, run }: { readonly study: string; readonly run: string }): void {
    this.database.run(
      `DELETE FROM runs WHERE id = @run AND (deleted_at IS NOT NULL
         OR EXISTS (SELECT 1 FROM studies WHERE id = study_id AND deleted_at IS NOT NULL))`,
      { run },
    );
    this.database.run(
      `UPDATE runs SET deleted_at = coalesce(deleted_at, (SELECT deleted_at FROM studies WHERE id = @study))
       WHERE study_id = @study`,
      { study },
    );
    this.database.run('UPDATE studies SET deleted_at = NULL WHERE id = @study', { study });
    this.curves.discard(run);
  }

  /** Removes what of these was deleted for good, with its files. Throws as `remove` does. */
  removeDeleted({ studies, runs }: LibraryItems): void {
    this.remove({
      studies: studies.filter((id) => this.isDeleted('studies', id)),
      runs: runs.filter((id) => this.isDeleted('runs', id)),
    });
  }

  /** Removes rows, then files. @throws UserError when files could not be removed */
  remove({ studies, runs }: LibraryItems): void {
    if (studies.length === 0 && runs.length === 0) return;
    const all = new Set([...runs, ...studies.flatMap((study) => this.runsOf(study))]);
    this.database.transaction(() => {
      for (const run of runs) this.database.run('DELETE FROM runs WHERE id = @run', { run });
      for (const study of studies) this.database.run('DELETE FROM studies WHERE id = @study', { study });
      this.database.run('DELETE FROM sweeps WHERE id NOT IN (SELECT sweep_id FROM sweep_studies)');
      removeUnusedDocuments(this.database);
    });
    for (const run of all) this.curves.discard(run);
    removeFolders([
      ...studies.map((study) => this.home.study(study)),
      ...[...all].map((run) => this.home.run(run)),
    ]);
  }

  private isDeleted(table: 'studies' | 'runs', id: string): boolean {
    return (
      this.database.get(`SELECT 1 FROM ${table} WHERE id = @id AND deleted_at IS NOT NULL`, { id }) !==
      undefined
    );
  }

  private runsOf(study: string): string[] {
    return this.database
      .all<{ id: string }>('SELECT id FROM runs WHERE study_id = @study', { study })
      .map(({ id }) => id);
  }

  /** The baseline does not come back: meanwhile another run may have become it. */
  private mark(table: 'studies' | 'runs', id: string, time: string): void {
    this.database.run(`UPDATE ${table} SET deleted_at = @time WHERE id = @id AND deleted_at IS NULL`, {
      id,
      time,
    });
    const column = table === 'runs' ? 'id' : 'study_id';
    this.database.run(`UPDATE runs SET baseline = 0 WHERE ${column} = @id`, { id });
  }

  private unmark(table: 'studies' | 'runs', id: string): void {
    const { changes } = this.database.run(`UPDATE ${table} SET deleted_at = NULL WHERE id = @id`, { id });
    if (changes === 0) throw goneForGood();
  }
}

function goneForGood(): UserError {
  return new UserError('It was removed for good meanwhile and cannot be brought back');
}

/** @throws UserError naming those that could not be removed */
export function removeFolders(folders: readonly string[]): void {
  const problems: string[] = [];
  for (const folder of folders)
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      problems.push(`${folder} (${(error as Error).message})`);
    }
  if (problems.length > 0)
    throw new UserError(
      `Deleted from the history, but not all files could be removed: ${problems.join(', ')}`,
    );
}
