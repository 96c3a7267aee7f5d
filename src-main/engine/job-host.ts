import type { EngineEventSink } from '../../src-shared/contract/engine/events';
import type { JobControl } from './job-control';

/** What a job is given by whoever runs it. */
export interface JobHost {
  readonly emit: EngineEventSink;
  /** Resolves once all that was emitted is on disk. */
  readonly flushed: () => Promise<void>;
  readonly control: JobControl;
}
