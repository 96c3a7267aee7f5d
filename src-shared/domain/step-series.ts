/** Steps of a run in columns: what curves are drawn from, and what processes send one another of them. */
import type { StepRecord } from './run';

export const STEP_COLUMNS = [
  'step',
  'epoch',
  'count',
  'seconds',
  'tokens',
  'learningRate',
  'teacherForcingRatio',
  'loss',
  'lossMinimum',
  'lossMaximum',
  'gradientNorm',
  'gradientNormMinimum',
  'gradientNormMaximum',
  'tokensPerSecond',
  'tokensPerSecondMinimum',
  'tokensPerSecondMaximum',
] as const;
export type StepColumn = (typeof STEP_COLUMNS)[number];

/**
 * An entry for each step, or for each group of consecutive steps where there are too many: `step` and `epoch` are its last,
 * `count` says of how many steps, `seconds` and `tokens` are sums, all others means, with the extremes of what is rough.
 */
export type StepSeries = Readonly<Record<StepColumn, Float64Array>>;

export const NO_STEPS: StepSeries = seriesOf(0);

type Entry = Readonly<Record<StepColumn, number>>;

/** The entry of one step by itself. */
function entryOf(record: StepRecord): Entry {
  const tokensPerSecond = record.seconds > 0 ? record.tokens / record.seconds : Number.NaN;
  return {
    ...record,
    count: 1,
    lossMinimum: record.loss,
    lossMaximum: record.loss,
    gradientNormMinimum: record.gradientNorm,
    gradientNormMaximum: record.gradientNorm,
    tokensPerSecond,
    tokensPerSecondMinimum: tokensPerSecond,
    tokensPerSecondMaximum: tokensPerSecond,
  };
}

/**
 * Steps that keep coming, in bounded memory: when there are more entries than `most`, neighbours are joined, all of the
 * same number of steps. Adding takes no longer the more there are.
 */
export class GrowingSteps {
  private columns: Record<StepColumn, Float64Array>;
  private length = 0;
  /** Steps that an entry takes. */
  private group = 1;

  constructor(private readonly most: number) {
    this.columns = seriesOf(Math.min(most, 256));
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  /** What there is, without copying: valid until something is added. */
  get series(): StepSeries {
    return mapColumns((column) => this.columns[column].subarray(0, this.length));
  }

  add(record: StepRecord): void {
    this.join(entryOf(record));
  }

  /** Adds entries; those that are there of the same steps or later ones go, as when a resumed run does steps again. */
  append(added: StepSeries): void {
    const count = added.step.length;
    if (count === 0) return;
    this.cutFrom(added.step[0] - added.count[0] + 1);
    for (let index = 0; index < count; index++) this.join(entryAt(added, index));
  }

  private cutFrom(step: number): void {
    while (this.length > 0 && this.columns.step[this.length - 1] >= step) this.length--;
  }

  private join(entry: Entry): void {
    if (this.length === this.most && !this.hasRoom(entry)) this.halve();
    if (this.length === this.columns.step.length) this.grow();
    this.put(entry);
  }

  /** Puts an entry behind the last, or into it where it has room. */
  private put(entry: Entry): void {
    if (this.hasRoom(entry)) return merge(this.columns, this.length - 1, entry);
    for (const column of STEP_COLUMNS) this.columns[column][this.length] = entry[column];
    this.length++;
  }

  private hasRoom(entry: Entry): boolean {
    return this.length > 0 && this.columns.count[this.length - 1] + entry.count <= this.group;
  }

  /** Joins neighbours until there are at most half as many. */
  private halve(): void {
    while (this.length > this.most / 2) {
      const entries = this.length;
      this.group = 2 * Math.max(this.group, this.columns.count[0]);
      this.length = 0;
      for (let index = 0; index < entries; index++) this.put(entryAt(this.columns, index));
    }
  }

  private grow(): void {
    const next = seriesOf(Math.min(this.most, 2 * this.columns.step.length));
    for (const column of STEP_COLUMNS) next[column].set(this.columns[column]);
    this.columns = next;
  }
}

function entryAt(series: StepSeries, index: number): Entry {
  const entry = {} as Record<StepColumn, number>;
  for (const column of STEP_COLUMNS) entry[column] = series[column][index];
  return entry;
}

/** Joins an entry with the one that stands at an index and comes just before it. */
function merge(columns: Record<StepColumn, Float64Array>, index: number, entry: Entry): void {
  const [before, now] = [columns.count[index], entry.count];
  const mean = (column: StepColumn) => {
    columns[column][index] = (before * columns[column][index] + now * entry[column]) / (before + now);
  };
  for (const column of ['learningRate', 'teacherForcingRatio', 'loss', 'gradientNorm'] as const) mean(column);
  for (const column of ['count', 'seconds', 'tokens'] as const) columns[column][index] += entry[column];
  for (const column of ['lossMinimum', 'gradientNormMinimum', 'tokensPerSecondMinimum'] as const)
    columns[column][index] = Math.min(columns[column][index], entry[column]);
  for (const column of ['lossMaximum', 'gradientNormMaximum', 'tokensPerSecondMaximum'] as const)
    columns[column][index] = Math.max(columns[column][index], entry[column]);
  for (const column of ['step', 'epoch'] as const) columns[column][index] = entry[column];
  const seconds = columns.seconds[index];
  columns.tokensPerSecond[index] = seconds > 0 ? columns.tokens[index] / seconds : Number.NaN;
}

/** The entries of a series as one of its own memory, which further additions leave as it is. */
export function copyOfSteps(series: StepSeries): StepSeries {
  return mapColumns((column) => series[column].slice());
}

/** A series of rows that have all columns. */
export function seriesFrom(rows: readonly Entry[]): StepSeries {
  return mapColumns((column) => Float64Array.from(rows, (row) => row[column]));
}

/** The series of single steps. */
export function seriesOfRecords(records: readonly StepRecord[]): StepSeries {
  return seriesFrom(records.map(entryOf));
}

function seriesOf(length: number): Record<StepColumn, Float64Array> {
  return mapColumns(() => new Float64Array(length));
}

function mapColumns<Values extends Float64Array>(
  column: (name: StepColumn) => Values,
): Record<StepColumn, Values> {
  return Object.fromEntries(STEP_COLUMNS.map((name) => [name, column(name)])) as Record<StepColumn, Values>;
}
