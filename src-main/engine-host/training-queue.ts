import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { TrainJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import { EngineClient, failure, type JobOutcome } from './engine-client';
import type { ProcessLauncher } from './engine-process';

/** What happens to jobs, told in order. `event` persists the event before it tells anybody of it. */
export interface TrainingListener {
  event(job: TrainJob, event: EngineEvent): void;
  ended(job: TrainJob, outcome: JobOutcome): void;
  /** Jobs left the queue before their turn came. */
  withdrawn(jobs: readonly TrainJob[]): void;
  /** The last job has ended and none is to begin. */
  idle(): void;
  /** What trains, what waits, in which order, or whether the queue is paused has changed. */
  changed(): void;
}

interface ActiveTraining {
  readonly job: TrainJob;
  readonly client: EngineClient;
  readonly ended: Promise<void>;
}

/** Training jobs in the order in which they were asked for: one at a time, each in a process of its own. */
export class TrainingQueue {
  private waiting: TrainJob[] = [];
  private active: ActiveTraining | null = null;
  private paused = false;

  constructor(
    private readonly launch: ProcessLauncher,
    private readonly listener: TrainingListener,
  ) {}

  get isBusy(): boolean {
    return this.active !== null;
  }

  /** While it is, no job begins. */
  get isPaused(): boolean {
    return this.paused;
  }

  get activeStudy(): string | null {
    return this.active?.job.study ?? null;
  }

  /** The next one first. */
  get waitingStudies(): readonly string[] {
    return this.waiting.map((job) => job.study);
  }

  holds(study: string): boolean {
    return this.active?.job.study === study || this.waiting.some((job) => job.study === study);
  }

  /** @throws UserError when the queue holds one of the studies already. */
  enqueue(jobs: readonly TrainJob[], position = this.waiting.length): void {
    if (jobs.some(({ study }) => this.holds(study)))
      throw new UserError('This study is already training or waiting for its turn');
    this.waiting.splice(position, 0, ...jobs);
    this.startNext();
    this.listener.changed();
  }

  /** What waited when the application ended waits again. */
  restore(jobs: readonly TrainJob[], paused: boolean): void {
    this.paused = paused;
    this.enqueue(jobs);
  }

  /**
   * Gives a waiting study another position, counted from 0.
   * @throws UserError when the study does not wait.
   */
  move(study: string, position: number): void {
    const found = this.waiting.findIndex((job) => job.study === study);
    if (found < 0) throw new UserError('This study is not waiting for its turn any more');
    const [job] = this.waiting.splice(found, 1);
    this.waiting.splice(position, 0, job);
    this.listener.changed();
  }

  /** Nothing new begins; what trains is not touched. */
  pauseQueue(): void {
    this.paused = true;
    this.listener.changed();
  }

  continueQueue(): void {
    this.paused = false;
    this.startNext();
    this.listener.changed();
  }

  pause(study: string): void {
    this.trainingOf(study).client.command({ type: 'pause' });
  }

  continue(study: string): void {
    this.trainingOf(study).client.command({ type: 'continue' });
  }

  /** From the run's next step on. @throws UserError when its study does not train now */
  setLearningRate(study: string, run: string, learningRate: number): void {
    this.trainingOf(study).client.command({ type: 'set-learning-rate', run, learningRate });
  }

  /** Resolves once those that wait have left the queue, and the one that trains has written its checkpoint and ended. */
  async stop(studies: ReadonlySet<string>): Promise<void> {
    // Those that wait first, or the next of them would begin as the one that trains ends.
    this.withdraw(({ study }) => studies.has(study));
    if (!this.active || !studies.has(this.active.job.study)) return;
    this.askToStop(this.active.job.study);
    await this.active.ended;
  }

  /** Lets the study that trains end at its checkpoint, without waiting for that. */
  askToStop(study: string): void {
    this.trainingOf(study).client.command({ type: 'stop' });
  }

  /** Stops everything; a job that has not ended after `patience` milliseconds loses its process. */
  async stopAll(patience: number): Promise<void> {
    this.withdraw(() => true);
    if (!this.active) return;
    const { client, ended } = this.active;
    client.command({ type: 'stop' });
    const timer = setTimeout(() => client.kill('The engine did not stop in time and was ended'), patience);
    await ended;
    clearTimeout(timer);
  }

  private withdraw(isMeant: (job: TrainJob) => boolean): void {
    const withdrawn = this.waiting.filter(isMeant);
    if (withdrawn.length === 0) return;
    this.waiting = this.waiting.filter((job) => !isMeant(job));
    this.listener.withdrawn(withdrawn);
    this.listener.changed();
  }

  private trainingOf(study: string): ActiveTraining {
    if (this.active?.job.study === study) return this.active;
    throw new UserError(
      this.holds(study) ? 'This study is waiting for its turn' : 'This study is not training at the moment',
    );
  }

  /** After a job has ended. */
  private goOn(): void {
    this.startNext();
    if (!this.active) this.listener.idle();
  }

  private startNext(): void {
    if (this.active) return;
    const job = this.paused ? undefined : this.waiting.shift();
    if (!job) return;
    let client: EngineClient;
    try {
      client = new EngineClient(this.launch('Unroll training'));
    } catch (error) {
      // Settings that cannot be right, say.
      this.listener.ended(job, failure(error));
      return this.goOn();
    }
    const ended = client
      .run(job, (event) => this.listener.event(job, event))
      .then((outcome) => {
        client.kill('Its job has ended');
        this.active = null;
        this.listener.ended(job, outcome);
      })
      .finally(() => {
        this.goOn();
        this.listener.changed();
      });
    this.active = { job, client, ended };
  }
}
