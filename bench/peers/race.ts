import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModel } from '../../src-main/engine/model/create-model';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import { SPECIFIED_SIZES } from '../workload/sizes';
import { writeWorkload } from '../workload/exchange';
import { syntheticWorkload } from '../workload/workload';
import { Contestant, type ContestantProgram } from './contestant';
import type { ContestantName } from './contestants';

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
  /** By round. */
  readonly seconds: readonly number[];
  readonly problem: string | null;
}

export interface RaceResult {
  readonly architecture: Architecture;
  readonly results: Readonly<Partial<Record<ContestantName, ContestantResult>>>;
}

const WARM_UP_ROUNDS = 2;

/**
 * Lets contestants train the same model on the same batches, taking turns step by step, so that what else the machine does
 * meets all alike. One that fails is left out from then on.
 */
export async function race(
  architecture: Architecture,
  programs: readonly (readonly [ContestantName, ContestantProgram])[],
  rounds: number,
  progress: (line: string) => void,
): Promise<RaceResult> {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  try {
    await exportWorkload(folder, architecture, WARM_UP_ROUNDS + rounds);
    const entrants = programs.map(([name, program]) => new Entrant(name, program));
    for (const entrant of entrants) await entrant.open(folder);
    for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
      progress(`${architecture}: ${round < 1 ? 'warm-up' : `round ${round} of ${rounds}`}`);
      for (const entrant of entrants) await entrant.step(round < 1);
    }
    for (const entrant of entrants) await entrant.close();
    return {
      architecture,
      results: Object.fromEntries(entrants.map((entrant) => [entrant.name, entrant.result])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exportWorkload(folder: string, architecture: Architecture, steps: number): Promise<void> {
  const { configuration, data, batches } = syntheticWorkload(SPECIFIED_SIZES);
  const model = createModel(await selectBackend(), architecture, configuration, data);
  writeWorkload(folder, model, configuration, batches, steps);
  model.parameters.dispose();
}

/** A contestant with what it has done so far. */
class Entrant {
  private readonly contestant: Contestant;
  private versions: ContestantVersions | null = null;
  private firstLoss: number | null = null;
  private readonly seconds: number[] = [];
  private problem: string | null = null;

  constructor(
    readonly name: ContestantName,
    program: ContestantProgram,
  ) {
    this.contestant = new Contestant(program);
  }

  get result(): ContestantResult {
    const { versions, firstLoss, seconds, problem } = this;
    return { versions, firstLoss, seconds, problem };
  }

  open(workload: string): Promise<void> {
    return this.whileWell(async () => {
      this.versions = await this.contestant.ask<ContestantVersions>('open', { workload });
      this.firstLoss = (await this.contestant.ask<{ loss: number }>('loss')).loss;
    });
  }

  step(isWarmUp: boolean): Promise<void> {
    return this.whileWell(async () => {
      const { seconds } = await this.contestant.ask<{ seconds: number }>('step');
      if (!isWarmUp) this.seconds.push(seconds);
    });
  }

  close(): Promise<void> {
    return this.contestant.close();
  }

  private async whileWell(work: () => Promise<void>): Promise<void> {
    if (this.problem !== null) return;
    try {
      await work();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }
}
