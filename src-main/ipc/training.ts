import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { TrainJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { Study } from '../../src-shared/domain/run';
import type { ProcessLauncher } from '../engine-host/engine-process';
import { TrainingQueue, type TrainingListener, type TrainingOutcome } from '../engine-host/training-queue';
import { type Send, WindowFeed } from '../engine-host/window-feed';
import { type History, Recorder, type NewStudy, resumeJob, trainJob } from '../history';

interface JobRecords {
  readonly recorder: Recorder;
  readonly feed: WindowFeed;
}

export interface TrainingHost {
  onError(error: unknown): void;
  /** Called when a job has ended and none waits. */
  onIdle(): void;
}

/** Training as the history and the windows see it: what the engine says is recorded first and shown then. */
export class Training implements TrainingListener {
  private readonly queue: TrainingQueue;
  private readonly records = new Map<TrainJob, JobRecords>();
  /** All training is being stopped, because the application quits. */
  private isClosing = false;

  constructor(
    private readonly history: History,
    private readonly send: Send,
    launch: ProcessLauncher,
    private readonly host: TrainingHost,
  ) {
    this.queue = new TrainingQueue(launch, this);
  }

  get isBusy(): boolean {
    return this.queue.isBusy;
  }

  /**
   * Records a study and puts its runs into the queue.
   * @throws UserError when all training is being stopped.
   */
  create(study: NewStudy): Study {
    this.refuseWhileClosing();
    const created = this.history.studies.create(study);
    this.enqueue(trainJob(this.history, created));
    return created;
  }

  /**
   * Goes on with the runs of a study that did not finish.
   * @throws UserError when it trains already, has finished, or all training is being stopped.
   */
  resume(study: Study): void {
    this.refuseWhileClosing();
    this.endOrphaned(study);
    this.enqueue(resumeJob(this.history, this.history.studies.find(study.id)!));
  }

  pause(study: Study): void {
    this.queue.pause(study.id);
  }

  continue(study: Study): void {
    this.queue.continue(study.id);
  }

  /** @throws UserError when the study neither trains nor waits for its turn. */
  async stop(study: Study): Promise<void> {
    if (this.endOrphaned(study)) this.send('study-changed', this.history.studies.find(study.id)!);
    else await this.queue.stop(study.id);
  }

  /** Sees to it that this process does not work on the study, so that it can be deleted. */
  async release(study: Study): Promise<void> {
    if (this.queue.holds(study.id)) await this.queue.stop(study.id);
    this.endOrphaned(study);
  }

  /** From here on nothing new is trained, unless stopping fails. */
  async stopAll(patience: number): Promise<void> {
    this.isClosing = true;
    try {
      await this.queue.stopAll(patience);
    } catch (error) {
      this.isClosing = false;
      throw error;
    }
  }

  event(job: TrainJob, event: EngineEvent): void {
    const { recorder, feed } = this.records.get(job)!;
    recorder.record(event);
    feed.add(event);
  }

  ended(job: TrainJob, outcome: TrainingOutcome): void {
    const { recorder, feed } = this.records.get(job)!;
    this.records.delete(job);
    try {
      recordOutcome(recorder, outcome);
    } catch (error) {
      this.host.onError(error);
      this.send('notice', { study: job.study, message: (error as Error).message });
    }
    feed.changed();
  }

  idle(): void {
    this.host.onIdle();
  }

  private refuseWhileClosing(): void {
    if (this.isClosing)
      throw new UserError('Unroll is stopping all training and will quit; start it again to train');
  }

  /** Runs stay active in the history when the end of their job could not be written, as on a full disk. */
  private endOrphaned(study: Study): boolean {
    return !this.queue.holds(study.id) && this.history.runs.interruptOrphaned(study.id);
  }

  private enqueue(job: TrainJob): void {
    const feed = new WindowFeed(
      job.study,
      job.configuration,
      () => this.history.studies.find(job.study),
      this.send,
    );
    this.records.set(job, { recorder: new Recorder(this.history, job), feed });
    this.queue.enqueue(job);
    feed.changed();
  }
}

function recordOutcome(recorder: Recorder, outcome: TrainingOutcome): void {
  switch (outcome.kind) {
    case 'done':
    case 'withdrawn':
      return recorder.record({ type: 'job-done' });
    case 'failed':
      return recorder.record({ type: 'job-failed', ...outcome });
    case 'lost':
      return recorder.interrupt(outcome.reason);
  }
}
