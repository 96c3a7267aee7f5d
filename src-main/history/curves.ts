import { setImmediate } from 'node:timers/promises';
import type { RunCurves } from '../../src-shared/contract/requests/training';
import type { TrainingPosition } from '../../src-shared/contract/engine/events';
import type { EpochGradients, EpochRecord, StepRecord } from '../../src-shared/domain/run';
import { NO_STEPS, seriesFrom, type StepColumn, type StepSeries } from '../../src-shared/domain/step-series';
import type { Database, Parameters } from './database';

const ROWS_PER_FLUSH = 200;
const FLUSH_MILLISECONDS = 250;
/** As many as are read within some 30 ms. */
const STEPS_PER_SLICE = 20_000;

type StepRow = Omit<
  StepRecord,
  'loss' | 'gradientNorm' | 'learningRate' | 'teacherForcingRatio' | 'seconds'
> &
  Record<'loss' | 'gradientNorm' | 'learningRate' | 'teacherForcingRatio' | 'seconds', number | null>;

type EpochRow = { readonly epoch: number; readonly best: number; readonly gradients: string | null } & Record<
  Exclude<keyof EpochRecord, 'epoch' | 'best' | 'gradients'>,
  number | null
>;

/** Steps, both included. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

const WHOLE_RUN: StepRange = { from: 0, to: Infinity };

/** Parameters are real numbers to SQLite, whose division would not round. */
const SELECT_SERIES = `
  SELECT max(step) AS step, max(epoch) AS epoch, count(*) AS count, sum(seconds) AS seconds, sum(tokens) AS tokens,
    avg(learning_rate) AS learningRate, avg(teacher_forcing_ratio) AS teacherForcingRatio,
    avg(loss) AS loss, min(loss) AS lossMinimum, max(loss) AS lossMaximum,
    avg(gradient_norm) AS gradientNorm, min(gradient_norm) AS gradientNormMinimum, max(gradient_norm) AS gradientNormMaximum,
    sum(tokens) / nullif(sum(seconds), 0) AS tokensPerSecond,
    min(tokens / nullif(seconds, 0)) AS tokensPerSecondMinimum, max(tokens / nullif(seconds, 0)) AS tokensPerSecondMaximum
  FROM steps WHERE run_id = @run AND step BETWEEN @start AND @end
  GROUP BY (step - CAST(@start AS INTEGER)) / CAST(@group AS INTEGER) ORDER BY step`;

/** Steps and epochs of runs. Steps come fast, so they wait in memory for at most a quarter of a second or 200 rows. */
export class Curves {
  private waiting: { run: string; record: StepRecord }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private failure: unknown = null;

  constructor(private readonly database: Database) {}

  /** @throws what an earlier write in the background met. */
  addStep(run: string, record: StepRecord): void {
    this.throwFailure();
    this.waiting.push({ run, record });
    if (this.waiting.length >= ROWS_PER_FLUSH) this.flush();
    else this.timer ??= setTimeout(() => this.flushInBackground(), FLUSH_MILLISECONDS).unref();
  }

  addEpoch(run: string, record: EpochRecord): void {
    this.flush();
    this.database.run(
      `INSERT OR REPLACE INTO epochs VALUES (@run, @epoch, @trainLoss, @validationLossTeacherForced,
         @validationLossFreeRunning, @learningRate, @teacherForcingRatio, @tokensPerSecond, @seconds, @best, @validationSeconds, @gradients)`,
      {
        ...record,
        run,
        best: record.best ? 1 : 0,
        gradients: record.gradients && JSON.stringify(record.gradients),
      },
    );
  }

  /** Forgets what a resumed run does again: what was written beyond what is done. */
  cutAfter(run: string, { step, epoch }: TrainingPosition): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM steps WHERE run_id = @run AND step > @step', { run, step });
      this.database.run('DELETE FROM epochs WHERE run_id = @run AND epoch > @epoch', { run, epoch });
    });
  }

  /** Writes the steps that wait, in one transaction; they go on waiting when it fails, and the next flush tries again. */
  flush(): void {
    this.failure = null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting.length === 0) return;
    this.database.transaction(() => {
      for (const { run, record } of this.waiting)
        this.database.run(
          `INSERT OR REPLACE INTO steps VALUES (@run, @step, @epoch, @loss, @gradientNorm, @learningRate,
             @teacherForcingRatio, @tokens, @seconds)`,
          { ...record, run },
        );
    });
    this.waiting = [];
  }

  /** Forgets the steps that wait for a run that is being deleted. */
  discard(run: string): void {
    this.waiting = this.waiting.filter((waiting) => waiting.run !== run);
  }

  epochs(run: string): EpochRecord[] {
    return this.database
      .all<EpochRow>(
        `SELECT epoch, train_loss AS trainLoss, validation_loss_teacher_forced AS validationLossTeacherForced,
           validation_loss_free_running AS validationLossFreeRunning, learning_rate AS learningRate,
           teacher_forcing_ratio AS teacherForcingRatio, tokens_per_second AS tokensPerSecond, seconds,
           validation_seconds AS validationSeconds, best, gradients
         FROM epochs WHERE run_id = @run ORDER BY epoch`,
        { run },
      )
      .map(({ gradients, ...row }) => ({
        ...numbers(row),
        best: row.best === 1,
        gradients: gradients === null ? null : (JSON.parse(gradients) as EpochGradients),
      }));
  }

  /** At most `maximumSteps` steps, evenly chosen, the first and the last among them. */
  steps(run: string, maximumSteps = Number.MAX_SAFE_INTEGER): StepRecord[] {
    this.flush();
    return this.database
      .all<StepRow>(
        `WITH numbered AS (
           SELECT *, CAST(@maximum AS INTEGER) AS maximum, row_number() OVER (ORDER BY step) - 1 AS position, count(*) OVER () AS total
           FROM steps WHERE run_id = @run)
         SELECT step, epoch, loss, gradient_norm AS gradientNorm, learning_rate AS learningRate,
           teacher_forcing_ratio AS teacherForcingRatio, tokens, seconds
         FROM numbered
         WHERE total <= maximum OR position = 0
           OR position * (maximum - 1) / (total - 1) > (position - 1) * (maximum - 1) / (total - 1)
         ORDER BY step`,
        { run, maximum: Math.min(maximumSteps, 2 ** 31) },
      )
      .map(numbers);
  }

  /**
   * The steps of a range in at most `maximum` entries: where there are more steps, an entry stands for a group of them, with
   * their extremes. Very many steps are read in slices, between which others have their turn.
   */
  async series(run: string, maximum: number, { from, to }: StepRange): Promise<StepSeries> {
    const range = { run, from, to: Math.min(to, 2 ** 31) };
    const { first, last: lastNow } = this.ends(range);
    let last = lastNow;
    if (first === null || last === null) return NO_STEPS;
    const group = Math.ceil((last - first + 1) / maximum);
    const slice = group * Math.ceil(STEPS_PER_SLICE / group);
    const rows: Record<StepColumn, number | null>[] = [];
    for (let start = first; start <= last; start += slice) {
      const end = Math.min(range.to, start + slice - 1);
      rows.push(...this.database.all<(typeof rows)[number]>(SELECT_SERIES, { run, start, end, group }));
      if (end >= last) break;
      await setImmediate();
      // Windows were told meanwhile of steps that they expect to find here.
      last = this.ends(range).last ?? last;
    }
    return seriesFrom(rows.map(numbers));
  }

  /** The first and the last step of a range that there are. */
  private ends(range: Parameters): { readonly first: number | null; readonly last: number | null } {
    this.flush();
    const steps = 'FROM steps WHERE run_id = @run AND step BETWEEN @from AND @to';
    return this.database.get<{ first: number | null; last: number | null }>(
      `SELECT (SELECT min(step) ${steps}) AS first, (SELECT max(step) ${steps}) AS last`,
      range,
    )!;
  }

  async curves(run: string, maximumSteps: number): Promise<Pick<RunCurves, 'run' | 'steps' | 'epochs'>> {
    return { run, steps: await this.series(run, maximumSteps, WHOLE_RUN), epochs: this.epochs(run) };
  }

  private flushInBackground(): void {
    this.timer = null;
    try {
      this.flush();
    } catch (error) {
      this.failure = error;
    }
  }

  private throwFailure(): void {
    const failure = this.failure;
    this.failure = null;
    if (failure !== null) throw failure;
  }
}

/** NULL stands for not-a-number in the measured columns. */
function numbers<Row extends object>(row: Row): { [Key in keyof Row]: number } {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? Number.NaN])) as {
    [Key in keyof Row]: number;
  };
}
