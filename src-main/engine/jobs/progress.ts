import type { ReportProgress } from '../data/sources';
import type { JobHost } from '../job-host';
import { JobStopped } from '../job-control';

/** Milliseconds between two progress events of an activity; the last one is always sent. */
const INTERVAL = 100;

/** Progress of a job's activities as events, at a pace that no window chokes on. */
export function progressReporter(host: JobHost, run?: string): ReportProgress {
  let activityBefore = '';
  let sentAt = 0;
  return (activity, done, total, unit) => {
    const now = performance.now();
    if (activity === activityBefore && now - sentAt < INTERVAL && done !== total) return;
    activityBefore = activity;
    sentAt = now;
    host.emit({ type: 'progress', activity, done, total, unit, ...(run === undefined ? {} : { run }) });
  };
}

/** A signal that fires when the user stops the job. */
export function jobSignal({ control }: JobHost): AbortSignal {
  const controller = new AbortController();
  control.onStop(() => controller.abort(new JobStopped()));
  return controller.signal;
}

/** Lets messages of the host in; whether the job may go on. Sleeps while the job is paused, telling so when it works on a run. */
export async function mayGoOn({ control, emit }: JobHost, run?: string): Promise<boolean> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  if (control.isPaused) {
    if (run !== undefined) emit({ type: 'run-paused', run });
    await control.waitWhilePaused();
    if (run !== undefined) emit({ type: 'run-continued', run });
  }
  return !control.isStopping;
}
