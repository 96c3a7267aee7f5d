/** What the host says to an engine process. Plain data only: it crosses process borders. */
import type { EngineJob } from './jobs';
import type { StoredJob } from './stored-jobs';

/** Sent to a working engine. `stop` ends after the current step and writes the latest checkpoint, so that the run can be resumed. */
export type EngineCommand =
  | { readonly type: 'pause' }
  | { readonly type: 'continue' }
  | { readonly type: 'stop' }
  /** The learning rate of a run from its next step on. Without effect when another run has its turn by then. */
  | { readonly type: 'set-learning-rate'; readonly run: string; readonly learningRate: number }
  /** The answer to the event `flush`. */
  | { readonly type: 'flushed' };

/** What a host says to an engine process: one job at a time, and commands to the job that runs. */
export type HostMessage = { readonly type: 'run'; readonly job: EngineJob | StoredJob } | EngineCommand;
