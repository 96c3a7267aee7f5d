import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { TrainJob } from '../../src-shared/contract/engine/jobs';
import type { QueueDescription } from '../../src-shared/contract/requests/queue';
import { UserError } from '../../src-shared/domain/errors';
import type { Run, Study } from '../../src-shared/domain/run';
import type { ProcessLauncher } from '../engine-host/engine-process';
import type { JobOutcome } from '../engine-host/engine-client';
import { TrainingQueue, type TrainingListener } from '../engine-host/training-queue';
import { type Send, WindowFeed } from '../engine-host/window-feed';
import { continuingJob, type History, Recorder, type NewStudy, resumeJob, trainJob } from '../history';
import { tellStudies } from './study-changes';

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
  /** Studies that waited when the application ended, and could not be put back: the next start tries again. */
  private readonly unrestored = new Set<string>();

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
    const created = this.history.transaction(() => {
      const studies = record();
      this.history.queue.append(studies.map(({ id }) => id));
      return studies;
    });
    this.enqueue(created.map((study) => trainJob(this.history, study)));
    return created;
  }

  /** Puts studies that waited when the application ended back into the queue; it is paused unless they are to `goOn`. */
  restore(goOn: boolean): void {
    const { active, waiting, paused } = this.history.queue.load();
    const before = [...(goOn && active !== null ? [active] : []), ...waiting];
    for (const study of before) this.unrestored.add(study);
    const studies = this.attempt(() => this.history.studies.findAll(before)) ?? [];
    const jobs = studies.flatMap((study) => this.attempt(() => this.continuing(study)) ?? []);
    if (jobs.length === 0) return;
    for (const job of jobs) this.track(job);
    this.queue.restore(jobs, paused || !goOn);
    this.tell(jobs);
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
    this.endOrphaned(study.id);
    this.enqueue([resumeJob(this.history, this.history.studies.find(study.id)!)]);
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
    if (!(await this.release([study.id]))) throw new UserError('This study is not training at the moment');
  }

  /** Sees to it that this process works on none of the studies. Tells whether it worked on any. */
  async release(studies: readonly string[]): Promise<boolean> {
    const orphaned = studies.filter((study) => this.endOrphaned(study));
    tellStudies(this.history, this.send, orphaned);
    const held = new Set(studies.filter((study) => this.queue.holds(study)));
    if (this.yielding !== null && held.has(this.yielding)) this.yielding = null;
    await this.queue.stop(held);
    return orphaned.length + held.size > 0;
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
    this.attempt(() => feed.add(event));
    if (event.type === 'run-ended' && this.queue.isPaused) this.yieldAfter(job, event.run);
  }

  ended(job: TrainJob, outcome: JobOutcome): void {
    const { recorder, feed } = this.records.get(job)!;
    this.records.delete(job);
    try {
      recordOutcome(recorder, outcome);
    } catch (error) {
      this.host.onError(error);
      this.send('notice', { study: job.study, message: (error as Error).message });
    }
    // Before it is shown, or a study that goes on waiting would be taken for one that has ended.
    if (this.yielding === job.study) this.putBack(job);
    this.attempt(() => feed.changed());
  }

  withdrawn(jobs: readonly TrainJob[]): void {
    this.attempt(() =>
      this.history.transaction(() => {
        for (const job of jobs) this.records.get(job)!.recorder.record({ type: 'job-done' });
      }),
    );
    for (const job of jobs) this.records.delete(job);
    this.tell(jobs);
  }

  idle(): void {
    this.host.onIdle();
  }

  /** What the application ends with is what it begins with, so nothing is written while it stops. */
  changed(): void {
    if (this.isClosing) return;
    const { active, waiting, paused } = this.queued;
    const unrestored = [...this.unrestored].filter((study) => !this.queue.holds(study));
    this.attempt(() => this.history.queue.save({ active, waiting: [...waiting, ...unrestored], paused }));
    this.host.onQueueChanged();
  }

  /** The queue was paused during the run that has ended: the other runs of its study wait at the head of the queue. */
  private yieldAfter(job: TrainJob, run: string): void {
    if (this.isClosing || job.runs.at(-1)?.run === run || this.yielding === job.study) return;
    this.yielding = job.study;
    this.queue.askToStop(job.study);
  }

  private putBack({ study, runs }: TrainJob): void {
    this.yielding = null;
    if (this.isClosing) return;
    this.attempt(() => {
      const found = this.history.studies.find(study);
      const job = found && this.continuing(found, new Set(runs.map(({ run }) => run)));
      if (job) this.enqueue([job], 0);
    });
  }

  /** The job for what is left of a study, unless it has come to an end or another process has it. */
  private continuing(study: Study, among?: ReadonlySet<string>): TrainJob | null {
    const job = continuingJob(this.history, study, among);
    this.unrestored.delete(study.id);
    return job;
  }

  /** For what is no part of training: its faults are told, and training goes on. Null after a fault. */
  private attempt<Result>(work: () => Result): Result | null {
    try {
      return work();
    } catch (error) {
      this.host.onError(error);
      return null;
    }
  }

  private refuseWhileClosing(): void {
    if (this.isClosing)
      throw new UserError('Unroll is stopping all training and will quit; start it again to train');
  }

  /** Runs stay active in the history when the end of their job could not be written, as on a full disk. */
  private endOrphaned(study: string): boolean {
    return !this.queue.holds(study) && this.history.runs.interruptOrphaned(study);
  }

  private enqueue(jobs: readonly TrainJob[], position?: number): void {
    for (const job of jobs) this.track(job);
    this.queue.enqueue(jobs, position);
    this.tell(jobs);
  }

  private track(job: TrainJob): void {
    const read = () => this.attempt(() => this.history.studies.find(job.study));
    const feed = new WindowFeed(job.study, job.configuration, read, this.send);
    this.records.set(job, { recorder: new Recorder(this.history, job), feed });
    this.unrestored.delete(job.study);
  }

  private tell(jobs: readonly TrainJob[]): void {
    this.attempt(() =>
      tellStudies(
        this.history,
        this.send,
        jobs.map(({ study }) => study),
      ),
    );
  }
}

function recordOutcome(recorder: Recorder, outcome: JobOutcome): void {
  switch (outcome.kind) {
    case 'done':
      return recorder.record({ type: 'job-done' });
    case 'failed':
      return recorder.record({ type: 'job-failed', ...outcome });
    case 'lost':
      return recorder.interrupt(outcome.reason);
  }
}
