import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModel } from '../../src-main/engine/model/create-model';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { SPECIFIED_SIZES, type StepSizes } from '../workload/sizes';
import { writeWorkload } from '../workload/exchange';
import { syntheticWorkload } from '../workload/workload';
import type { ContestantName } from './contestants';
import { Entrant } from './entrant';

/** What a contestant told about itself when it opened the workload. */
export interface ContestantVersions {
  readonly parameters: number;
  readonly threads: number;
  readonly [program: string]: string | number;
}

/** One contestant's race; `problem` tells why it did not finish, and the other fields what it did until then. */
export interface ContestantResult {
  readonly versions: ContestantVersions | null;
  /** Of step 1 without dropout, from the given weights: equal for all, or they do not compute the same. */
  readonly firstLoss: number | null;
  /** By timed step. */
  readonly seconds: readonly number[];
  readonly problem: string | null;
}

export interface RaceResult {
  readonly architecture: Architecture;
  readonly machine: Machine;
  /** Cores that other programs kept busy meanwhile; null where the system does not tell. */
  readonly otherLoadCores: number | null;
  readonly results: Readonly<Partial<Record<ContestantName, ContestantResult>>>;
}

const WARM_UP_ROUNDS = 1;
/** After another's turn caches are cold, and its threads may still spin: the first step of a turn does not count. */
const UNTIMED_STEPS = 1;
const TIMED_STEPS = 2;

/**
 * Lets contestants train the same model on the same batches, taking turns of a few steps, so that what else the machine does
 * meets all alike. One that fails is left out from then on.
 */
export async function race(
  architecture: Architecture,
  contestants: readonly ContestantName[],
  rounds: number,
  progress: Progress,
  sizes: StepSizes = SPECIFIED_SIZES,
): Promise<RaceResult> {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  try {
    const steps = (WARM_UP_ROUNDS + rounds) * (UNTIMED_STEPS + TIMED_STEPS);
    await exportWorkload(folder, architecture, sizes, steps);
    const racers = contestants.map((name) => new Racer(name));
    for (const racer of racers) await racer.open(folder);
    const load = new OtherLoad();
    for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
      progress(round < 1 ? 'warm-up' : `round ${round} of ${rounds}`);
      for (const racer of racers) await racer.turn(round < 1);
    }
    const otherLoadCores = load.cores();
    for (const racer of racers) await racer.close();
    const results = Object.fromEntries(racers.map((racer) => [racer.name, racer.result]));
    return { architecture, machine: describeMachine(), otherLoadCores, results };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exportWorkload(
  folder: string,
  architecture: Architecture,
  sizes: StepSizes,
  steps: number,
): Promise<void> {
  const { configuration, data, batches } = syntheticWorkload(sizes);
  const model = createModel(await selectBackend(), architecture, configuration, data);
  writeWorkload(folder, model, configuration, batches, steps);
  model.parameters.dispose();
}

/** A contestant with what it has done so far. */
class Racer extends Entrant {
  private versions: ContestantVersions | null = null;
  private firstLoss: number | null = null;
  private readonly seconds: number[] = [];

  get result(): ContestantResult {
    const { versions, firstLoss, seconds, problem } = this;
    return { versions, firstLoss, seconds, problem };
  }

  async open(workload: string): Promise<void> {
    this.versions = await this.ask<ContestantVersions>('open', { workload });
    this.firstLoss = (await this.ask<{ loss: number }>('loss'))?.loss ?? null;
  }

  async turn(isWarmUp: boolean): Promise<void> {
    for (let number = 1; number <= UNTIMED_STEPS + TIMED_STEPS; number++) {
      const step = await this.ask<{ seconds: number }>('step');
      if (step && !isWarmUp && number > UNTIMED_STEPS) this.seconds.push(step.seconds);
    }
  }
}
