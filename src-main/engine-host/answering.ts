import type { GenerateJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { Generation } from '../../src-shared/domain/run';
import { EngineClient } from './engine-client';
import type { ProcessLauncher } from './engine-process';
import { answerOfJob, CLOSING, type ProgressEvent } from './job-answer';

/** How long the process keeps its checkpoints loaded without being asked. */
const IDLE_MILLISECONDS = 5 * 60_000;

/** What an asker is told whose question nobody needs answered any more. */
export const OUTDATED = 'A later question took its place';

interface Question {
  /** Null for questions that no other takes the place of. */
  readonly asker: string | null;
  readonly job: GenerateJob;
  readonly onProgress: (event: ProgressEvent) => void;
  readonly settle: {
    readonly resolve: (answer: readonly Generation[]) => void;
    readonly reject: (error: Error) => void;
  };
  /** Nobody waits for the answer any more. */
  isOutdated: boolean;
}

/**
 * Answers texts, one question after another in one process, which keeps the checkpoints it has loaded. Each asker's newest
 * question counts alone: an earlier one that waits is dropped, one that is at work ends where it can.
 */
export class Answering {
  private readonly waiting: Question[] = [];
  private atWork: Question | null = null;
  private client: EngineClient | null = null;
  private idleTimer: NodeJS.Timeout | undefined;
  /** The next question is for a new process. */
  private isStale = false;
  private isClosed = false;

  constructor(private readonly launch: ProcessLauncher) {}

  /** @throws UserError when a later question of the same asker took the place of this one, or it was cancelled. */
  ask(
    job: GenerateJob,
    onProgress: (event: ProgressEvent) => void,
    asker: string | null = null,
  ): Promise<readonly Generation[]> {
    if (this.isClosed) return Promise.reject(new Error(CLOSING));
    if (asker !== null) this.cancel(asker);
    return new Promise((resolve, reject) => {
      this.waiting.push({ asker, job, onProgress, settle: { resolve, reject }, isOutdated: false });
      void this.work();
    });
  }

  /** Whatever the asker has asked is not needed any more. */
  cancel(asker: string): void {
    for (const question of this.waiting.filter((waiting) => waiting.asker === asker)) {
      this.waiting.splice(this.waiting.indexOf(question), 1);
      outdate(question);
    }
    if (this.atWork?.asker !== asker || this.atWork.isOutdated) return;
    outdate(this.atWork);
    this.client?.command({ type: 'stop' });
  }

  /** Lets the next question be answered by a new process, with the settings of that time. */
  renew(): void {
    this.isStale = true;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.idleTimer);
    this.client?.kill(CLOSING);
    for (const { settle } of this.waiting.splice(0)) settle.reject(new Error(CLOSING));
  }

  private async work(): Promise<void> {
    if (this.atWork) return;
    clearTimeout(this.idleTimer);
    for (let next = this.waiting.shift(); next && !this.isClosed; next = this.waiting.shift()) {
      this.atWork = next;
      await this.answer(next);
      this.atWork = null;
    }
    if (!this.isClosed)
      this.idleTimer = setTimeout(() => this.client?.kill('It had nothing to do'), IDLE_MILLISECONDS);
  }

  private async answer({ job, onProgress, settle }: Question): Promise<void> {
    try {
      const read = answerOfJob(this.process(), job, onProgress, (event) =>
        event.type === 'generations' ? event.generations : null,
      );
      settle.resolve(await read);
    } catch (error) {
      settle.reject(error as Error);
    }
  }

  private process(): EngineClient {
    if (this.isStale) this.client?.kill('The settings have changed');
    this.isStale = false;
    if (!this.client?.isAlive) this.client = new EngineClient(this.launch('Unroll generation'));
    return this.client;
  }
}

function outdate(question: Question): void {
  question.isOutdated = true;
  question.settle.reject(new UserError(OUTDATED));
}
