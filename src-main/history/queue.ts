import type { Database } from './database';

/** The queue as it was when it was last written. */
export interface QueueRecord {
  /** The study that trained; null where none did. */
  readonly active: string | null;
  /** Studies that waited, the next one first. */
  readonly waiting: readonly string[];
  readonly paused: boolean;
}

/** The order in which studies are trained, kept for the next start of the application. */
export class Queue {
  constructor(private readonly database: Database) {}

  /** Replaces what was kept; studies that are gone are left out. */
  save({ active, waiting, paused }: QueueRecord): void {
    const studies = [...(active === null ? [] : [active]), ...waiting];
    this.database.transaction(() => {
      this.database.run('DELETE FROM queue');
      for (const [position, study] of studies.entries())
        this.database.run(`INSERT INTO queue SELECT id, @position, @trains FROM studies WHERE id = @study`, {
          study,
          position,
          trains: Number(study === active),
        });
      this.database.run('INSERT OR REPLACE INTO queue_state VALUES (1, @paused)', { paused: Number(paused) });
    });
  }

  /** Puts studies at the end of what was kept. */
  append(studies: readonly string[]): void {
    this.database.transaction(() => {
      for (const study of studies)
        this.database.run('INSERT INTO queue SELECT @study, coalesce(max(position), -1) + 1, 0 FROM queue', {
          study,
        });
    });
  }

  load(): QueueRecord {
    const rows = this.database.all<{ study_id: string; trains: number }>(
      'SELECT study_id, trains FROM queue ORDER BY position',
    );
    const state = this.database.get<{ paused: number }>('SELECT paused FROM queue_state');
    return {
      active: rows.find(({ trains }) => trains === 1)?.study_id ?? null,
      waiting: rows.filter(({ trains }) => trains === 0).map((row) => row.study_id),
      paused: state?.paused === 1,
    };
  }
}
