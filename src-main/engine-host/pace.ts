import type { EpochRecord, StepRecord } from '../../src-shared/domain/run';

/** Steps that the present speed is taken from: enough to smooth, few enough to follow a change. */
const WINDOW = 30;

/** Speed of a run and what is left of it, from the steps and epochs that it reported. */
export class Pace {
  private readonly recent: StepRecord[] = [];
  private lastStep = 0;
  private lastEpoch = 0;
  /** Of the latest epoch; 0 before one has ended. */
  private validationSeconds = 0;

  constructor(
    private readonly stepsPerEpoch: number,
    private readonly epochs: number,
  ) {}

  addStep(record: StepRecord): void {
    this.recent.push(record);
    if (this.recent.length > WINDOW) this.recent.shift();
    this.lastStep = record.step;
  }

  addEpoch(record: EpochRecord): void {
    this.lastEpoch = record.epoch;
    this.validationSeconds = record.validationSeconds;
  }

  get tokensPerSecond(): number {
    const seconds = sum(this.recent, (record) => record.seconds);
    return seconds > 0 ? sum(this.recent, (record) => record.tokens) / seconds : 0;
  }

  /** Until the last configured epoch, which early stopping may spare; null before the first step. */
  get secondsLeft(): number | null {
    if (this.recent.length === 0) return null;
    const secondsPerStep = sum(this.recent, (record) => record.seconds) / this.recent.length;
    const stepsLeft = Math.max(0, this.stepsPerEpoch * this.epochs - this.lastStep);
    const epochsLeft = Math.max(0, this.epochs - this.lastEpoch);
    return stepsLeft * secondsPerStep + epochsLeft * this.validationSeconds;
  }
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
