import { completeConfiguration } from '../../src-shared/domain/configuration';
import {
  describeSetting,
  planSettings,
  type Sweep,
  type SweepPlan,
  type SweepStudy,
} from '../../src-shared/domain/sweep';
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

/** One study for each setting and seed: all seeds of a setting first, so that settings are told apart early. */
export function studiesOfPlan(plan: SweepPlan, { name, configuration, ...rest }: NewStudy): NewSweepStudy[] {
  return planSettings(plan).flatMap((values, setting) =>
    plan.seeds.map((seed) => ({
      setting,
      seed,
      study: {
        ...rest,
        name: `${name}: ${describeSetting({ ...values, ...(plan.seeds.length > 1 ? { SEED: seed } : {}) })}`,
        configuration: completeConfiguration(configuration, values, { SEED: seed }),
      },
    })),
  );
}

/** Sweeps: plans with the studies that were made for them. */
export class Sweeps {
  constructor(
    private readonly database: Database,
    private readonly studies: Studies,
  ) {}

  /** Newest first. A sweep is gone with its last study, and comes back with any. */
  list(): Sweep[] {
    const studies = groupBy(
      this.database.all<SweepStudyRow>(
        `SELECT sweep_id AS sweep, study_id AS study, setting, seed
         FROM sweep_studies JOIN studies ON studies.id = study_id
         WHERE studies.deleted_at IS NULL ORDER BY setting, sweep_studies.rowid`,
      ),
      ({ sweep }) => sweep,
    );
    return this.database.all<SweepRow>('SELECT * FROM sweeps ORDER BY id DESC').flatMap((row) => {
      const own = studies.get(row.id);
      if (!own) return [];
      return {
        id: row.id,
        name: row.name,
        createdAt: row.created_at,
        plan: JSON.parse(row.plan) as SweepPlan,
        studies: own.map(({ study, setting, seed }) => ({ study, setting, seed })),
      };
    });
  }

  /** Its studies, which are called after it, are called after its new name. @returns the studies that changed */
  rename(sweep: Sweep, name: string): string[] {
    return this.database.transaction(() => {
      this.database.run('UPDATE sweeps SET name = @name WHERE id = @id', { id: sweep.id, name });
      const before = `${sweep.name}: `;
      return sweep.studies.flatMap(({ study }) => {
        const found = this.studies.find(study);
        if (!found?.name.startsWith(before)) return [];
        this.studies.rename(study, `${name}: ${found.name.slice(before.length)}`);
        return [study];
      });
    });
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
