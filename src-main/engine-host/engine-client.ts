import type { EngineCommand } from '../../src-shared/contract/engine/commands';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { EngineJob } from '../../src-shared/contract/engine/jobs';
import type { StoredJob } from '../../src-shared/contract/engine/stored-jobs';
import { describeExit, type EngineProcess } from './engine-process';

/** How a job ended: as it should, with an error of its own, or with the loss of its process. */
export type JobOutcome =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly userError: boolean;
      readonly stack: string | null;
    }
  | { readonly kind: 'lost'; readonly reason: string };

interface CurrentJob {
  readonly onEvent: (event: EngineEvent) => void;
  readonly settle: (outcome: JobOutcome) => void;
}

/**
 * Runs jobs, one at a time, in one engine process, and settles each of them whatever happens to the process.
 */
export class EngineClient {
  private current: CurrentJob | null = null;
  /** Why the process is gone or was told to go; null while it can take jobs. */
  private endReason: string | null = null;

  constructor(private readonly process: EngineProcess) {
    process.onEvent((event) => this.receive(event));
    process.onExit((exit) => {
      this.endReason ??= describeExit(exit);
      this.settle({ kind: 'lost', reason: this.endReason });
    });
  }

  get isAlive(): boolean {
    return this.endReason === null;
  }

  /** Never rejects. An `onEvent` that throws ends the job as failed and the process with it. */
  run(job: EngineJob | StoredJob, onEvent: (event: EngineEvent) => void): Promise<JobOutcome> {
    if (this.current) throw new Error('The engine process has a job already');
    return new Promise((settle) => {
      if (this.endReason !== null) return settle({ kind: 'lost', reason: this.endReason });
      this.current = { onEvent, settle };
      this.process.send({ type: 'run', job });
    });
  }

  command(command: EngineCommand): void {
    if (this.current && this.isAlive) this.process.send(command);
  }

  /** Ends the process at once; a job that it has is lost for this reason. */
  kill(reason: string): void {
    if (!this.isAlive) return;
    this.endReason = reason;
    this.process.kill();
  }

  private receive(event: EngineEvent): void {
    if (!this.current) return;
    if (event.type === 'job-done') return this.settle({ kind: 'done' });
    if (event.type === 'job-failed')
      return this.settle({
        kind: 'failed',
        message: event.message,
        userError: event.userError,
        stack: event.stack,
      });
    try {
      this.current.onEvent(event);
      if (event.type === 'flush') this.command({ type: 'flushed' });
    } catch (error) {
      // What is not in the history must not go on as if it were.
      this.settle(failure(error));
      this.kill('Its events could not be recorded');
    }
  }

  private settle(outcome: JobOutcome): void {
    const job = this.current;
    this.current = null;
    job?.settle(outcome);
  }
}

/** The outcome of a job that an error of the host ended. */
export function failure(error: unknown): JobOutcome {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'failed', message, userError: name === 'UserError', stack: stack ?? null };
}
