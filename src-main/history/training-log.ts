import type { TrainingPosition } from '../../src-shared/contract/engine/events';
import type { Finding } from '../../src-shared/domain/diagnosis';
import type {
  ChangeableSetting,
  Intervention,
  ResourceSample,
  ToldFinding,
} from '../../src-shared/domain/training';
import type { Database } from './database';

/** A sample is kept when this share of the samples so far has come since the one before: few of a run of days. */
const KEPT_SHARE = 1 / 300;

interface ResourceRow {
  readonly step: number;
  readonly processor_percent: number;
  readonly memory_bytes: number;
  readonly gpu_percent: number | null;
  readonly gpu_memory_bytes: number | null;
  readonly gpu_total_bytes: number | null;
}

/** What happened to runs while they trained: interventions, findings, resources. */
export class TrainingLog {
  /** By run, of this process: samples that came, and which of them was last kept. */
  private readonly samples = new Map<string, { came: number; kept: number }>();

  constructor(private readonly database: Database) {}

  /** Records an intervention in place of those that were still to come. */
  addIntervention(run: string, { step, setting, from, to }: Intervention): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM interventions WHERE run_id = @run AND step >= @step', { run, step });
      this.database.run('INSERT INTO interventions VALUES (@run, @step, @setting, @from, @to)', {
        ...{ run, step, setting, from, to },
      });
    });
  }

  interventions(run: string): Intervention[] {
    return this.database.all<Intervention & { setting: ChangeableSetting }>(
      `SELECT step, setting, value_before AS "from", value_after AS "to" FROM interventions
       WHERE run_id = @run ORDER BY step`,
      { run },
    );
  }

  addFinding(run: string, { epoch, finding }: ToldFinding): void {
    this.database.run('INSERT OR REPLACE INTO findings VALUES (@run, @fault, @epoch, @document)', {
      run,
      fault: finding.id,
      epoch,
      document: JSON.stringify(finding),
    });
  }

  /** In the order in which they were told. */
  findings(run: string): ToldFinding[] {
    return this.database
      .all<{ epoch: number; document: string }>(
        'SELECT epoch, document FROM findings WHERE run_id = @run ORDER BY epoch, fault',
        { run },
      )
      .map(({ epoch, document }) => ({ epoch, finding: JSON.parse(document) as Finding }));
  }

  /** Keeps a sample, unless enough of late are kept. */
  addResources(run: string, sample: ResourceSample): void {
    const { came, kept } = this.samples.get(run) ?? { came: 0, kept: -1 };
    const isKept = came - kept >= came * KEPT_SHARE;
    this.samples.set(run, { came: came + 1, kept: isKept ? came : kept });
    if (!isKept) return;
    this.database.run(
      `INSERT OR REPLACE INTO resources VALUES (@run, @step, @processorPercent, @memoryBytes, @gpuPercent, @gpuMemory,
         @gpuTotal)`,
      {
        run,
        step: sample.step,
        processorPercent: sample.processorPercent,
        memoryBytes: sample.memoryBytes,
        gpuPercent: sample.gpu?.percent ?? null,
        gpuMemory: sample.gpu?.memoryBytes ?? null,
        gpuTotal: sample.gpu?.totalBytes ?? null,
      },
    );
  }

  resources(run: string): ResourceSample[] {
    return this.database
      .all<ResourceRow>('SELECT * FROM resources WHERE run_id = @run ORDER BY step', { run })
      .map((row) => ({
        step: row.step,
        processorPercent: row.processor_percent,
        memoryBytes: row.memory_bytes,
        gpu:
          row.gpu_percent === null
            ? null
            : {
                percent: row.gpu_percent,
                memoryBytes: row.gpu_memory_bytes ?? 0,
                totalBytes: row.gpu_total_bytes ?? 0,
              },
      }));
  }

  /** Forgets what a resumed run finds and takes again; what a person changed is changed again. */
  cutAfter(run: string, { step, epoch }: TrainingPosition): void {
    this.database.run('DELETE FROM findings WHERE run_id = @run AND epoch > @epoch', { run, epoch });
    this.database.run('DELETE FROM resources WHERE run_id = @run AND step > @step', { run, step });
  }
}
