import type { EngineEvent, TrainJob } from '../../src-shared/contract/engine';
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

  /** Whether the study is training or waits for its turn. */
  holds(study: Study): boolean {
    return this.queue.holds(study.id);
  }

  /** Records a study and puts its runs into the queue. */
  create(study: NewStudy): Study {
    const created = this.history.studies.create(study);
    this.enqueue(trainJob(this.history, created));
    return created;
  }

  /** Goes on with the runs of a study that did not finish. */
  resume(study: Study): void {
    this.enqueue(resumeJob(this.history, study));
  }

  pause(study: Study): void {
    this.queue.pause(study.id);
  }

  continue(study: Study): void {
    this.queue.continue(study.id);
  }

  stop(study: Study): Promise<void> {
    return this.queue.stop(study.id);
  }

  stopAll(patience: number): Promise<void> {
    return this.queue.stopAll(patience);
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
