import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { epochBatches } from '../../src-main/engine/data/batches';
import { createModel } from '../../src-main/engine/model/create-model';
import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';
import { inBatches } from '../../src-main/engine/replicas/in-batches';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { Progress } from '../benchmark';
import type { ContestantName } from '../peers/contestants';
import { Entrant } from '../peers/entrant';
import type { ContestantVersions } from '../peers/race';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import type { TimedStep } from '../step/training';
import { writeWorkload } from '../workload/exchange';
import { batchesOf, preparedData } from '../workload/real-data';
import { SPECIFIED_SIZES } from '../workload/sizes';
import { stepConfiguration } from '../workload/workload';

export interface EpochOptions {
  /** A data source; its training split is the epoch. */
  readonly data: string;
  readonly examples: number;
}

/** One contestant's epoch. */
export interface EpochRun {
  readonly contestant: ContestantName;
  readonly versions: ContestantVersions | null;
  /** Sum of its steps. */
  readonly seconds: number;
  readonly steps: number;
  readonly tokens: number;
  /** Mean over the epoch's target tokens, as it was trained. */
  readonly trainingLoss: number;
  /** After the epoch, teacher-forced, on the validation split; null when it did not finish. */
  readonly validationLoss: number | null;
  readonly problem: string | null;
}

export interface EpochResult {
  readonly architecture: Architecture;
  readonly options: EpochOptions;
  readonly machine: Machine;
  readonly otherLoadCores: number | null;
  readonly runs: readonly EpochRun[];
}

const VALIDATION_EXAMPLES = 1500;

/** Steps of a turn: enough that a contestant mostly works on what it has itself left in the caches, as in training. */
const STEPS_PER_TURN = 8;

/**
 * One epoch from the same weights by our engine, in the batches that the trainer makes, and by the expert, in random batches
 * padded to their longest sentences, with logits of all positions or only of those that count. They take turns of a few steps.
 */
export async function epochBenchmark(
  architecture: Architecture,
  options: EpochOptions,
  progress: Progress,
): Promise<EpochResult> {
  const sizes = { TRAIN_SIZE: options.examples, VAL_SIZE: VALIDATION_EXAMPLES, TEST_SIZE: 1 };
  const configuration = stepConfiguration(SPECIFIED_SIZES, sizes);
  progress(`Preparing ${options.data}`);
  const data = await preparedData(options.data, configuration);
  const model = createModel(await selectBackend(), architecture, configuration, data);
  const folder = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  try {
    const write = (name: string, batches: readonly Batch[]) => {
      mkdirSync(join(folder, name));
      writeWorkload(join(folder, name), model, configuration, batches, batches.length);
      return join(folder, name);
    };
    const batchesBy = (batching: RunConfiguration['BATCHING']) =>
      batchesOf(data.train, epochBatches(data.train, { ...configuration, BATCHING: batching }, 1));
    const ours = batchesBy(configuration.BATCHING);
    const shuffled = batchesBy('shuffle');
    const validation = write('validation', batchesOf(data.validation, inOrder(data.validation.length)));
    const runners = [
      new EpochRunner('ours', write('ours', ours), ours.length),
      ...(['expert', 'padded-expert'] as const).map(
        (name) => new EpochRunner(name, write(name, shuffled), shuffled.length),
      ),
    ];
    model.parameters.dispose();
    for (const runner of runners) await runner.open();
    const load = new OtherLoad();
    const steps = Math.max(ours.length, shuffled.length);
    for (let done = 0; done < steps; done += STEPS_PER_TURN) {
      for (const runner of runners) for (let step = 0; step < STEPS_PER_TURN; step++) await runner.next();
      progress(`step ${Math.min(done + STEPS_PER_TURN, steps)} of ${steps}`);
    }
    const otherLoadCores = load.cores();
    const runs: EpochRun[] = [];
    for (const runner of runners) runs.push(await runner.finish(validation));
    return { architecture, options, machine: describeMachine(), otherLoadCores, runs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inOrder(examples: number): Int32Array[] {
  return inBatches([...new Array<void>(examples).keys()], SPECIFIED_SIZES.batch).map((rows) =>
    Int32Array.from(rows),
  );
}

/** A contestant going through its batches. */
class EpochRunner {
  private readonly entrant: Entrant;
  private readonly done: TimedStep[] = [];
  private versions: ContestantVersions | null = null;

  constructor(
    private readonly name: ContestantName,
    private readonly workload: string,
    private readonly batches: number,
  ) {
    this.entrant = new Entrant(name);
  }

  async open(): Promise<void> {
    this.versions = await this.entrant.ask<ContestantVersions>('open', { workload: this.workload });
  }

  /** The next step, unless it has done all. */
  async next(): Promise<void> {
    if (this.done.length === this.batches) return;
    const step = await this.entrant.ask<TimedStep>('step');
    if (step) this.done.push(step);
  }

  async finish(validation: string): Promise<EpochRun> {
    const answer = await this.entrant.ask<{ loss: number }>('validate', { workload: validation });
    await this.entrant.close();
    const sum = (value: (step: TimedStep) => number) =>
      this.done.reduce((total, step) => total + value(step), 0);
    const tokens = sum((step) => step.tokens);
    return {
      contestant: this.name,
      versions: this.versions,
      seconds: sum((step) => step.seconds),
      steps: this.done.length,
      tokens,
      trainingLoss: sum((step) => step.loss * step.tokens) / tokens,
      validationLoss: answer?.loss ?? null,
      problem: this.entrant.problem,
    };
  }
}
