import type { JobHost } from '../job-host';
import { JobStopped } from '../job-control';
import type { ReportProgress, Work } from '../work';

/** Milliseconds between two progress events of an activity; the last one is always sent. */
const INTERVAL = 100;
/** Milliseconds for which long work keeps the process to itself before it hears messages again. */
const SLICE = 5;

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

/** A job's long work: it reports progress as events and hears the host's commands. */
export function jobWork(host: JobHost, run?: string): Work {
  let heardAt = performance.now();
  let turn: Promise<void> | null = null;
  const hear = async () => {
    if (!(await mayGoOn(host, run))) throw new JobStopped();
    heardAt = performance.now();
  };
  return {
    progress: progressReporter(host, run),
    signal: jobSignal(host),
    breathe: async () => {
      host.control.throwIfStopping();
      if (turn === null && performance.now() - heardAt < SLICE) return;
      // Tasks side by side share the turn, and so the sleep of a paused job.
      turn ??= hear().finally(() => (turn = null));
      await turn;
    },
  };
}

/** A signal that fires when the user stops the job. */
function jobSignal({ control }: JobHost): AbortSignal {
  const controller = new AbortController();
  control.onStop(() => controller.abort(new JobStopped()));
  return controller.signal;
}

/** `mayGoOn` for who asks at every turn of a loop: messages are let in every few milliseconds. */
export function askedOften(host: JobHost): () => Promise<boolean> {
  let heardAt = 0;
  return async () => {
    if (performance.now() - heardAt < SLICE) return !host.control.isStopping;
    const answer = await mayGoOn(host);
    heardAt = performance.now();
    return answer;
  };
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
