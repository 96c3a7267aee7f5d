/**
 * The engine as a process of its own: takes jobs from its host, one at a time, and sends the engine's events back. The
 * host is Electron's main process (utility process) or any Node program (`child_process.fork`).
 */
import type { HostMessage } from '../../src-shared/contract/engine/commands';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { EngineJob } from '../../src-shared/contract/engine/jobs';
import type { StoredJob } from '../../src-shared/contract/engine/stored-jobs';
import { runJob } from '../engine/job';
import { JobControl } from '../engine/job-control';

interface HostConnection {
  send(event: EngineEvent): void;
  listen(listener: (message: HostMessage) => void): void;
}

/** The part of Electron's `process.parentPort` that is used here; the engine never imports electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

function connectToHost(): HostConnection {
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
  if (parentPort)
    return {
      send: (event) => parentPort.postMessage(event),
      listen: (listener) => parentPort.on('message', ({ data }) => listener(data as HostMessage)),
    };
  if (!process.send) throw new Error('engine-worker is started by a host process, not by hand');
  // An engine without a host could report to nobody; its checkpoints on disk are what remains.
  process.on('disconnect', () => process.exit(1));
  return {
    send: (event) => process.send?.(event),
    listen: (listener) => process.on('message', (message) => listener(message as HostMessage)),
  };
}

/** Few jobs need the history, so it is loaded by those alone. */
async function read(job: StoredJob): Promise<EngineJob> {
  return (await import('../history/stored-jobs')).readStoredJob(job);
}

const host = connectToHost();
let working: JobControl | null = null;

async function work(job: EngineJob | StoredJob): Promise<void> {
  if (working) throw new Error('The host gave a job to an engine that has one');
  const control = new JobControl();
  working = control;
  let last: EngineEvent | null = null;
  // The job's last event tells the host that the next job may come, so it is sent once there is room for one.
  await runJob(job.kind === 'stored' ? read(job) : job, {
    control,
    emit: (event) => {
      if (event.type === 'job-done' || event.type === 'job-failed') last = event;
      else host.send(event);
    },
    flushed: () =>
      new Promise((resolve) => {
        control.onFlushed(resolve);
        host.send({ type: 'flush' });
      }),
  });
  working = null;
  if (last) host.send(last);
}

host.listen((message) => {
  if (message.type === 'run') void work(message.job);
  else if (message.type === 'set-learning-rate') working?.setLearningRate(message.run, message.learningRate);
  else working?.[message.type]();
});
