import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { EngineJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { Recorder } from '../history';
import { JobControl } from '../engine/job-control';
import { StoppedByUser } from './errors';
import type { Streams } from './output';

/** Who hears of an event after it was recorded. */
export type Listener = (event: EngineEvent) => void;

/**
 * Runs a job in this process. Ctrl-C once ends it after the current step, with a checkpoint; twice ends the process.
 * @throws UserError when the job failed for a reason that the user can mend; StoppedByUser after Ctrl-C.
 */
export async function runInEngine(
  job: EngineJob,
  streams: Streams,
  recorder: Recorder | null,
  listener: Listener,
): Promise<void> {
  // The engine loads TensorFlow, which commands that only read the history do without.
  const { runJob } = await import('../engine/job');
  const control = new JobControl();
  let failure: unknown = null;
  const emit = (event: EngineEvent) => {
    try {
      recorder?.record(event);
      listener(event);
      if (event.type === 'job-failed') failure ??= failureOf(event);
    } catch (error) {
      // The history cannot be written (the disk is full, say): end in good order and report it.
      failure ??= error;
      control.stop();
    }
  };
  const flushed = async () => {
    emit({ type: 'flush' });
    // A checkpoint of what could not be recorded would leave a gap in the history of the resumed run.
    if (failure !== null) throw failure;
  };
  const forgetSignals = stopOnSignals(control, streams);
  try {
    await runJob(job, { emit, control, flushed });
  } finally {
    forgetSignals();
  }
  if (failure !== null) throw failure;
  if (control.isStopping) throw new StoppedByUser('stopped');
}

function failureOf(event: Extract<EngineEvent, { type: 'job-failed' }>): Error {
  if (event.userError) return new UserError(event.message);
  const error = new Error(event.message);
  if (event.stack) error.stack = event.stack;
  return error;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

function stopOnSignals(control: JobControl, streams: Streams): () => void {
  const onSignal = () => {
    if (control.isStopping) process.exit(130);
    streams.stderr.write('Stopping after this step; Ctrl-C again ends at once\n');
    control.stop();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}
