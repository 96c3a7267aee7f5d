import type { Sweep, SweepPlan, SweepStudy } from '../../src-shared/domain/sweep';
import type { Study } from '../../src-shared/domain/run';
import type { Database } from './database';
import { groupBy } from './grouping';
import { newIdentifier } from './identifiers';
import type { NewStudy, Studies } from './studies';

/** A study to be made for a sweep. */
export interface NewSweepStudy extends Omit<SweepStudy, 'study'> {
  readonly study: NewStudy;
}

interface SweepRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly plan: string;
}

interface SweepStudyRow extends SweepStudy {
  readonly sweep: string;
}

/** Sweeps: plans with the studies that were made for them. */
export class Sweeps {
  constructor(
    private readonly database: Database,
    private readonly studies: Studies,
  ) {}

  /** Newest first. A sweep whose studies were all deleted is gone. */
  list(): Sweep[] {
    const studies = groupBy(
      this.database.all<SweepStudyRow>(
        `SELECT sweep_id AS sweep, study_id AS study, setting, seed FROM sweep_studies ORDER BY setting, rowid`,
      ),
      ({ sweep }) => sweep,
    );
    return this.database
      .all<SweepRow>('SELECT * FROM sweeps WHERE id IN (SELECT sweep_id FROM sweep_studies) ORDER BY id DESC')
      .map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: row.created_at,
        plan: JSON.parse(row.plan) as SweepPlan,
        studies: studies.get(row.id)!.map(({ study, setting, seed }) => ({ study, setting, seed })),
      }));
  }

  find(sweep: string): Sweep | null {
    return this.list().find(({ id }) => id === sweep) ?? null;
  }

  /** Records a sweep with all its studies, queued for this process: all of it or nothing. */
  create(name: string, plan: SweepPlan, planned: readonly NewSweepStudy[]): { id: string; studies: Study[] } {
    const id = newIdentifier();
    return this.database.transaction(() => {
      this.database.run('INSERT INTO sweeps VALUES (@id, @name, @createdAt, @plan)', {
        id,
        name,
        createdAt: new Date().toISOString(),
        plan: JSON.stringify(plan),
      });
      const studies = planned.map(({ study, setting, seed }) => {
        const created = this.studies.insert(study);
        this.database.run('INSERT INTO sweep_studies VALUES (@study, @id, @setting, @seed)', {
          study: created,
          id,
          setting,
          seed,
        });
        return created;
      });
      return { id, studies: this.studies.findAll(studies) };
    });
  }
}
