import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { TrainJob } from '../../src-shared/contract/engine/jobs';
import type { QueueDescription } from '../../src-shared/contract/requests/queue';
import { UserError } from '../../src-shared/domain/errors';
import type { Run, Study } from '../../src-shared/domain/run';
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
  /** Called when a job has ended and none is to begin. */
  onIdle(): void;
  onQueueChanged(): void;
}

/** Training as the history and the windows see it: what the engine says is recorded first and shown then. */
export class Training implements TrainingListener {
  private readonly queue: TrainingQueue;
  private readonly records = new Map<TrainJob, JobRecords>();
  /** All training is being stopped, because the application quits. */
  private isClosing = false;
  /** A study whose runs that are left wait for the queue to go on. */
  private yielding: string | null = null;

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

  /** What trains and what waits. */
  get queued(): Omit<QueueDescription, 'atStart'> {
    const { activeStudy: active, waitingStudies: waiting, isPaused: paused } = this.queue;
    return { active, waiting, paused };
  }

  /**
   * Records a study and puts its runs into the queue.
   * @throws UserError when all training is being stopped.
   */
  create(study: NewStudy): Study {
    const [created] = this.createAll(() => [this.history.studies.create(study)]);
    return created;
  }

  /**
   * Puts the runs of studies that `record` records into the queue.
   * @throws UserError when all training is being stopped.
   */
  createAll(record: () => readonly Study[]): readonly Study[] {
    this.refuseWhileClosing();
    const created = record();
    for (const study of created) this.enqueue(trainJob(this.history, study));
    return created;
  }

  /** Puts studies that waited when the application ended back into the queue; it is paused unless they are to `goOn`. */
  restore(goOn: boolean): void {
    const { active, waiting, paused } = this.history.queue.load();
    const before = [...(goOn && active !== null ? [active] : []), ...waiting];
    const studies = before.flatMap((id) => this.history.studies.find(id) ?? []);
    if (studies.length === 0) return;
    if (paused || !goOn) this.queue.pauseQueue();
    for (const study of studies)
      try {
        this.resume(study);
      } catch (error) {
        // Another process trains it, or has finished it.
        if (!(error instanceof UserError)) throw error;
      }
    if (this.queue.waitingStudies.length === 0) this.queue.continueQueue();
  }

  /** @throws UserError when the study does not wait. */
  move(study: Study, position: number): void {
    this.queue.move(study.id, position);
  }

  /** Nothing new begins, not even the next run of the study that trains; with `now` that stands still at once. */
  pauseQueue(when: 'after-run' | 'now'): void {
    this.queue.pauseQueue();
    const { activeStudy } = this.queue;
    if (when === 'now' && activeStudy !== null) this.queue.pause(activeStudy);
  }

  continueQueue(): void {
    const { activeStudy } = this.queue;
    if (activeStudy !== null && activeStudy !== this.yielding) this.queue.continue(activeStudy);
    this.queue.continueQueue();
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

  /** @throws UserError when the run has not its turn. */
  setLearningRate(run: Run, learningRate: number): void {
    if (run.state !== 'running' && run.state !== 'paused')
      throw new UserError(`Run ${run.id} (${run.architecture}) is ${run.state}; it does not train now`);
    this.queue.setLearningRate(run.study, run.id, learningRate);
  }

  /** @throws UserError when the study neither trains nor waits for its turn. */
  async stop(study: Study): Promise<void> {
    if (this.yielding === study.id) this.yielding = null;
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
    if (event.type === 'run-ended' && this.queue.isPaused) this.yieldAfter(job, event.run);
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
    if (this.yielding === job.study) this.putBack(job.study);
  }

  idle(): void {
    this.host.onIdle();
  }

  /** What the application ends with is what it begins with, so nothing is written while it stops. */
  changed(): void {
    if (this.isClosing) return;
    this.history.queue.save(this.queued);
    this.host.onQueueChanged();
  }

  /** The queue was paused during the run that has ended: the other runs of its study wait at the head of the queue. */
  private yieldAfter(job: TrainJob, run: string): void {
    if (this.isClosing || job.runs.at(-1)?.run === run || this.yielding === job.study) return;
    this.yielding = job.study;
    this.queue.askToStop(job.study);
  }

  private putBack(study: string): void {
    this.yielding = null;
    const found = this.history.studies.find(study);
    if (!found || this.isClosing) return;
    try {
      this.enqueue(resumeJob(this.history, found), 0);
    } catch (error) {
      // All its runs had come to an end.
      if (!(error instanceof UserError)) throw error;
    }
  }

  private refuseWhileClosing(): void {
    if (this.isClosing)
      throw new UserError('Unroll is stopping all training and will quit; start it again to train');
  }

  /** Runs stay active in the history when the end of their job could not be written, as on a full disk. */
  private endOrphaned(study: Study): boolean {
    return !this.queue.holds(study.id) && this.history.runs.interruptOrphaned(study.id);
  }

  private enqueue(job: TrainJob, position?: number): void {
    const feed = new WindowFeed(
      job.study,
      job.configuration,
      () => this.history.studies.find(job.study),
      this.send,
    );
    this.records.set(job, { recorder: new Recorder(this.history, job), feed });
    this.queue.enqueue(job, position);
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
