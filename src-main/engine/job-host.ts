import type { EngineEventSink } from '../../src-shared/contract/engine';
import type { JobControl } from './job-control';

/** What a job is given by whoever runs it. */
export interface JobHost {
  readonly emit: EngineEventSink;
  readonly control: JobControl;
}
