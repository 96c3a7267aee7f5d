/** Raised inside the engine when the user stops a job; never an error for the user. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
  constructor() {
    super('The job was stopped');
  }
}

/** What a host says to a working job. The training loop looks at it between steps. */
export class JobControl {
  private paused = false;
  private stopping = false;
  private wake: (() => void) | null = null;
  private readonly learningRates = new Map<string, number>();
  private readonly stopListeners: (() => void)[] = [];
  private readonly flushListeners: (() => void)[] = [];

  pause(): void {
    this.paused = true;
  }

  continue(): void {
    this.paused = false;
    this.wake?.();
  }

  /** Ends the job after the current step; a paused job is woken for it. */
  stop(): void {
    this.stopping = true;
    this.wake?.();
    for (const listener of this.stopListeners.splice(0)) listener();
  }

  setLearningRate(run: string, learningRate: number): void {
    this.learningRates.set(run, learningRate);
  }

  /** The learning rate that was last set for a run; null when none was since it was last taken. */
  takeLearningRate(run: string): number | null {
    const learningRate = this.learningRates.get(run) ?? null;
    this.learningRates.delete(run);
    return learningRate;
  }

  /** The host has put on disk what it was told before it was asked to. */
  flushed(): void {
    this.flushListeners.shift()?.();
  }

  /** Calls `listener` once at the host's next answer that no earlier listener waits for. */
  onFlushed(listener: () => void): void {
    this.flushListeners.push(listener);
  }

  /** Calls `listener` once when the user asks to stop. */
  onStop(listener: () => void): void {
    this.stopListeners.push(listener);
  }

  get isPaused(): boolean {
    return this.paused && !this.stopping;
  }

  get isStopping(): boolean {
    return this.stopping;
  }

  /** @throws JobStopped when the user asked to stop. */
  throwIfStopping(): void {
    if (this.stopping) throw new JobStopped();
  }

  /** Resolves once the job is neither paused nor, if it was, still asleep. */
  async waitWhilePaused(): Promise<void> {
    while (this.isPaused) await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = null;
  }
}
