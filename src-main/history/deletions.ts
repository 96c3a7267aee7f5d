import { type Deletion, keptUntil } from '../../src-shared/domain/deletion';
import type { Database } from './database';
import { groupBy } from './grouping';

type DeletedStudy = Deletion['studies'][number] & { readonly deletedAt: string };
type DeletedRun = Deletion['runs'][number] & { readonly deletedAt: string };

/** What was deleted and not yet removed, by the time of deletion, the last first. */
export function listDeletions(database: Database): Deletion[] {
  const studies = groupBy(
    database.all<DeletedStudy>(
      'SELECT id, name, deleted_at AS deletedAt FROM studies WHERE deleted_at IS NOT NULL ORDER BY id',
    ),
    ({ deletedAt }) => deletedAt,
  );
  const runs = groupBy(
    database.all<DeletedRun>(
      `SELECT runs.id, study_id AS study, studies.name AS studyName, architecture, runs.deleted_at AS deletedAt
       FROM runs JOIN studies ON studies.id = study_id WHERE runs.deleted_at IS NOT NULL ORDER BY runs.id`,
    ),
    ({ deletedAt }) => deletedAt,
  );
  const bytes = bytesByDeletion(database);
  const times = [...new Set([...studies.keys(), ...runs.keys()])].map(String).sort().reverse();
  return times.map((deletedAt) => ({
    deletedAt,
    keptUntil: keptUntil(deletedAt),
    studies: (studies.get(deletedAt) ?? []).map(({ id, name }) => ({ id, name })),
    runs: (runs.get(deletedAt) ?? []).map(({ deletedAt: _, ...run }) => run),
    bytes: bytes.get(deletedAt) ?? 0,
  }));
}

/** Runs of a study may name the same file. */
function bytesByDeletion(database: Database): ReadonlyMap<string, number> {
  const rows = database.all<{ deletedAt: string; bytes: number }>(
    `SELECT deletedAt, sum(bytes) AS bytes FROM (
       SELECT DISTINCT coalesce(runs.deleted_at, studies.deleted_at) AS deletedAt, path, bytes
       FROM artefacts JOIN runs ON runs.id = run_id JOIN studies ON studies.id = study_id
       WHERE runs.deleted_at IS NOT NULL OR studies.deleted_at IS NOT NULL)
     GROUP BY deletedAt`,
  );
  return new Map(rows.map((row) => [row.deletedAt, row.bytes]));
}
