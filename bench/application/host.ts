import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { StepRecord } from '../../src-shared/domain/run';
import { openHistory, type History } from '../../src-main/history';

/** A study of one run, and the empty home it is to be trained in. */
export interface Training {
  readonly home: string;
  /** A JSON Lines file. */
  readonly data: string;
  readonly configuration: RunConfiguration;
  readonly architecture: Architecture;
}

/** A program that trains. Its engine can be halted, so that hosts take turns. */
export interface Host {
  /** The process in which the engine computes. */
  readonly enginePid: number;
  /** Ends all its processes at once; a halted one would outlive everything else. */
  end(): void;
}

const LOOK_MILLISECONDS = 20;
const PATIENCE_MILLISECONDS = 120_000;

/** Steps of a host's run as they come into the history of its home. */
export class Steps {
  private readonly history: History;

  constructor(home: string) {
    this.history = openHistory(home);
  }

  /** The run's steps so far. */
  all(): readonly StepRecord[] {
    const run = this.history.studies.list()[0]?.runs[0];
    return run ? this.history.curves.steps(run.id) : [];
  }

  /** Waits until there are at least `count`. @throws Error when none comes for two minutes */
  async reach(count: number): Promise<void> {
    let known = this.all().length;
    let changed = performance.now();
    while (known < count) {
      if (performance.now() - changed > PATIENCE_MILLISECONDS)
        throw new Error(`A host stopped training at step ${known}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
      const now = this.all().length;
      if (now !== known) changed = performance.now();
      known = now;
    }
  }

  close(): void {
    this.history.close();
  }
}
