import type {
  DiagnoseJob,
  EngineEvent,
  EngineJob,
  GenerateJob,
  InspectJob,
} from '../../src-shared/contract/engine';
import type { DataReport } from '../../src-shared/domain/data';
import type { Diagnosis } from '../../src-shared/domain/diagnosis';
import { UserError } from '../../src-shared/domain/errors';
import type { Generation } from '../../src-shared/domain/run';
import { EngineClient } from './engine-client';
import type { ProcessLauncher } from './engine-process';

/** How long the process that answers texts keeps its checkpoints loaded without being asked. */
const IDLE_MILLISECONDS = 5 * 60_000;

const CLOSING = 'Unroll is closing';

export type ProgressEvent = Extract<EngineEvent, { type: 'progress' }>;

/** Jobs that answer a request. They run beside training, each kind in processes of its own. */
export class ShortJobs {
  private generator: EngineClient | null = null;
  private lastGeneration: Promise<unknown> = Promise.resolve();
  private idleTimer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private inspector: EngineClient | null = null;
  private readonly diagnosing = new Set<EngineClient>();

  constructor(private readonly launch: ProcessLauncher) {}

  /**
   * Reads a data source and reports on it, in place of an earlier inspection that is still at work.
   * @throws UserError when the inspection was cancelled, or when the source has a fault that the user can mend.
   */
  async inspect(job: InspectJob, onProgress: (event: ProgressEvent) => void): Promise<DataReport> {
    this.cancelInspection();
    const client = new EngineClient(this.launch('Unroll data inspection'));
    this.inspector = client;
    try {
      return await answer(client, job, onProgress, (event) =>
        event.type === 'data-report' ? event.report : null,
      );
    } catch (error) {
      throw this.inspector === client ? error : new UserError('The inspection was cancelled');
    } finally {
      if (this.inspector === client) this.inspector = null;
      client.kill('Its job has ended');
    }
  }

  /** Ends the inspection that is at work, if there is one; its request is rejected. */
  cancelInspection(): void {
    const client = this.inspector;
    this.inspector = null;
    client?.kill('It was cancelled');
  }

  /** Answers texts; one question after another in one process, which keeps the checkpoints it has loaded. */
  generate(job: GenerateJob, onProgress: (event: ProgressEvent) => void): Promise<readonly Generation[]> {
    const result = this.lastGeneration.then(async () => {
      clearTimeout(this.idleTimer);
      if (this.isClosed) throw new Error(CLOSING);
      if (!this.generator?.isAlive) this.generator = new EngineClient(this.launch('Unroll generation'));
      try {
        return await answer(this.generator, job, onProgress, (event) =>
          event.type === 'generations' ? event.generations : null,
        );
      } finally {
        this.idleTimer = setTimeout(() => this.generator?.kill('It had nothing to do'), IDLE_MILLISECONDS);
      }
    });
    this.lastGeneration = result.catch(() => undefined);
    return result;
  }

  /** Says what is wrong with a run; several at once, each in a process of its own. */
  async diagnose(job: DiagnoseJob, onProgress: (event: ProgressEvent) => void): Promise<Diagnosis> {
    const client = new EngineClient(this.launch('Unroll diagnosis'));
    this.diagnosing.add(client);
    try {
      return await answer(client, job, onProgress, (event) =>
        event.type === 'diagnosis' ? event.diagnosis : null,
      );
    } finally {
      this.diagnosing.delete(client);
      client.kill('Its job has ended');
    }
  }

  /** Lets the next question be answered by a new process, with the settings of that time; what is at work ends first. */
  renew(): void {
    this.lastGeneration = this.lastGeneration.then(() => this.generator?.kill('The settings have changed'));
  }

  /** Ends all processes; requests that wait for them are rejected. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.idleTimer);
    this.generator?.kill(CLOSING);
    this.inspector?.kill(CLOSING);
    for (const client of this.diagnosing) client.kill(CLOSING);
  }
}

async function answer<Answer>(
  client: EngineClient,
  job: EngineJob,
  onProgress: (event: ProgressEvent) => void,
  read: (event: EngineEvent) => Answer | null,
): Promise<Answer> {
  let result: Answer | null = null;
  const outcome = await client.run(job, (event) => {
    if (event.type === 'progress') onProgress(event);
    else result ??= read(event);
  });
  if (outcome.kind === 'lost') throw new Error(outcome.reason);
  if (outcome.kind === 'failed')
    throw outcome.userError ? new UserError(outcome.message) : new Error(outcome.message);
  if (result === null) throw new Error(`The engine ended a job (${job.kind}) without an answer`);
  return result;
}
