import type { AnnotationChanges } from '../../src-shared/contract/requests/library';
import type { Annotations } from '../../src-shared/domain/run';
import type { Database } from './database';

/** How annotations stand in the tables of studies and runs. */
export interface AnnotationColumns {
  readonly notes: string;
  readonly tags: string;
  readonly archived: 0 | 1;
}

/** What a person wrote on the study or run of a row. */
export function annotationsFrom({ notes, tags, archived }: AnnotationColumns): Annotations {
  return { notes, tags: JSON.parse(tags) as string[], archived: archived === 1 };
}

/** Changes what is written on all of these studies or runs, or on none; what the changes leave out stays. */
export function annotate(
  database: Database,
  table: 'studies' | 'runs',
  ids: readonly string[],
  changes: AnnotationChanges,
): void {
  database.transaction(() => {
    for (const id of ids) {
      const row = database.get<AnnotationColumns>(
        `SELECT notes, tags, archived FROM ${table} WHERE id = @id`,
        { id },
      );
      if (!row) continue;
      const before = annotationsFrom(row);
      database.run(`UPDATE ${table} SET notes = @notes, tags = @tags, archived = @archived WHERE id = @id`, {
        id,
        notes: changes.notes ?? before.notes,
        tags: JSON.stringify(changedTags(before.tags, changes)),
        archived: Number(changes.archived ?? before.archived),
      });
    }
  });
}

/** Those that stay, then those that are new. */
function changedTags(
  before: readonly string[],
  { addTags = [], removeTags = [] }: AnnotationChanges,
): readonly string[] {
  return [...new Set([...before, ...addTags])].filter((tag) => !removeTags.includes(tag));
}
