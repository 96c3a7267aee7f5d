import type { Slice } from '../../src-shared/contract/requests/examples';
import type { SplitName } from '../../src-shared/domain/data';
import { UserError } from '../../src-shared/domain/errors';
import type { Database } from './database';

interface SliceRow {
  readonly id: number;
  readonly study_id: string;
  readonly name: string;
  readonly split: SplitName;
  readonly filter: string;
  readonly created_at: string;
}

/** What a person marked among examples: favourites, and slices, which are filters under a name. */
export class ExampleMarks {
  constructor(private readonly database: Database) {}

  /** The same example of several studies that share a split; a favourite of one of them is a favourite of all. */
  setFavourite(studies: readonly string[], split: SplitName, index: number, favourite: boolean): void {
    const now = new Date().toISOString();
    this.database.transaction(() => {
      for (const study of studies)
        if (favourite) this.database.run(INSERT_FAVOURITE, { study, split, index, now });
        else this.database.run(DELETE_FAVOURITE, { study, split, index });
    });
  }

  /** By name. */
  slices(studies: readonly string[]): readonly Slice[] {
    return this.database
      .all<SliceRow>(
        `SELECT * FROM slices WHERE study_id IN (SELECT value FROM json_each(@studies))
         ORDER BY name COLLATE NOCASE, id`,
        { studies: JSON.stringify(studies) },
      )
      .map(sliceFrom);
  }

  createSlice({ study, name, split, filter }: Omit<Slice, 'id' | 'createdAt'>): Slice {
    const createdAt = new Date().toISOString();
    const { lastInsertRowid } = this.database.run(
      `INSERT INTO slices (study_id, name, split, filter, created_at)
       VALUES (@study, @name, @split, @filter, @createdAt)`,
      { study, name, split, filter: JSON.stringify(filter), createdAt },
    );
    return { id: Number(lastInsertRowid), study, name, split, filter, createdAt };
  }

  /** Gives the study whose slice it is. @throws UserError when there is none, as after another window deleted it */
  renameSlice(slice: number, name: string): string {
    const { study_id } = this.find(slice);
    this.database.run('UPDATE slices SET name = @name WHERE id = @slice', { slice, name });
    return study_id;
  }

  /** As `renameSlice`. */
  deleteSlice(slice: number): string {
    const { study_id } = this.find(slice);
    this.database.run('DELETE FROM slices WHERE id = @slice', { slice });
    return study_id;
  }

  private find(slice: number): SliceRow {
    const row = this.database.get<SliceRow>('SELECT * FROM slices WHERE id = @slice', { slice });
    if (!row) throw new UserError('This slice does not exist any more');
    return row;
  }
}

const INSERT_FAVOURITE = `
  INSERT OR IGNORE INTO favourites (study_id, split, position, created_at)
  SELECT id, @split, @index, @now FROM studies WHERE id = @study`;

const DELETE_FAVOURITE =
  'DELETE FROM favourites WHERE study_id = @study AND split = @split AND position = @index';

function sliceFrom({ id, study_id, name, split, filter, created_at }: SliceRow): Slice {
  return {
    id,
    study: study_id,
    name,
    split,
    filter: JSON.parse(filter) as Slice['filter'],
    createdAt: created_at,
  };
}
