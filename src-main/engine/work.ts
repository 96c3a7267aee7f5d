/** Reports how far an activity is. `total` is null when the end is not known in advance. */
export type ReportProgress = (activity: string, done: number, total: number | null, unit: string) => void;

/** What long work is given by whoever asked for it. */
export interface Work {
  readonly progress: ReportProgress;
  /**
   * For every turn of a loop; cheap. Now and then it lets messages in, and it sleeps while the work is paused. Rejects
   * when the work is to end.
   */
  breathe(): Promise<void>;
  /** Fires when the work is to end: for what waits for a network or another process. */
  readonly signal?: AbortSignal;
}

/** Tells of an activity as it goes on: called with each amount that was done, it reports progress and breathes. */
export type Advance = (amount: number) => Promise<void>;

export function advancing(activity: string, total: number | null, unit: string, work: Work): Advance {
  let done = 0;
  return (amount) => {
    work.progress(activity, (done += amount), total, unit);
    return work.breathe();
  };
}
