import type { Study } from '../../src-shared/domain/run';
import { type AnnotationColumns, annotationsFrom } from './annotations';
import type { Database, Parameters } from './database';
import { groupBy } from './grouping';

export interface StudyRow extends AnnotationColumns {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly created_at: string;
  readonly configuration_id: number;
  readonly unknown_settings: string;
  readonly split: string | null;
  readonly notices: readonly string[];
}

/** Studies that are not deleted, newest first. */
export function studyRows(database: Database, where: string, parameters: Parameters): StudyRow[] {
  const noticesOf = groupBy(
    database.all<{ study_id: string; message: string }>(
      `SELECT study_id, message FROM notices JOIN studies ON studies.id = study_id WHERE ${where} ORDER BY notices.rowid`,
      parameters,
    ),
    (notice) => notice.study_id,
  );
  return database
    .all<Omit<StudyRow, 'notices'>>(
      `SELECT studies.*, splits.document AS split
       FROM studies LEFT JOIN splits ON splits.study_id = studies.id
       WHERE ${where} AND studies.deleted_at IS NULL ORDER BY studies.id DESC`,
      parameters,
    )
    .map((row) => ({ ...row, notices: (noticesOf.get(row.id) ?? []).map(({ message }) => message) }));
}

/** What a row alone says of its study. */
export function studyFrom(row: StudyRow): Omit<Study, 'configuration' | 'runs'> {
  return {
    id: row.id,
    name: row.name,
    location: row.location,
    createdAt: row.created_at,
    unknownSettings: JSON.parse(row.unknown_settings) as Study['unknownSettings'],
    split: row.split === null ? null : (JSON.parse(row.split) as Study['split']),
    notices: row.notices,
    ...annotationsFrom(row),
  };
}
