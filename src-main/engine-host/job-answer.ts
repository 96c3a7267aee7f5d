import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { EngineJob } from '../../src-shared/contract/engine/jobs';
import type { StoredJob } from '../../src-shared/contract/engine/stored-jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { EngineClient } from './engine-client';

/** Why requests are rejected that wait when the application ends. */
export const CLOSING = 'Unroll is closing';

export type ProgressEvent = Extract<EngineEvent, { type: 'progress' }>;

/** Runs a job that answers a request: `read` finds the answer among its events. Throws what ended it otherwise. */
export async function answerOfJob<Answer>(
  client: EngineClient,
  job: EngineJob | StoredJob,
  onProgress: (event: ProgressEvent) => void,
  read: (event: EngineEvent) => Answer | null,
): Promise<Answer> {
  let result: Answer | null = null;
  const outcome = await client.run(job, (event) => {
    if (event.type === 'progress') onProgress(event);
    else {
      const found = read(event);
      result ??= found;
    }
  });
  if (outcome.kind === 'lost') throw new Error(outcome.reason);
  if (outcome.kind === 'failed')
    throw outcome.userError ? new UserError(outcome.message) : new Error(outcome.message);
  if (result === null) throw new Error(`The engine ended a job (${job.kind}) without an answer`);
  return result;
}
