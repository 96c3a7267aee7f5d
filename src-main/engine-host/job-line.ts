import type { EngineJob } from '../../src-shared/contract/engine/jobs';
import type { StoredJob } from '../../src-shared/contract/engine/stored-jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import { EngineClient } from './engine-client';
import type { EngineProcess } from './engine-process';
import { answerOfJob, CLOSING, type ProgressEvent } from './job-answer';

/** A job in the line. */
interface Place {
  readonly key: string;
  /** Rejects its request, and ends its process where it has one. */
  end(reason: Error): void;
}

/** Jobs that work one after another, each in a process of its own; they are cancelled by their keys, also while they wait. */
export class JobLine {
  private last: Promise<unknown> = Promise.resolve();
  private readonly places = new Set<Place>();

  constructor(
    private readonly launch: () => EngineProcess,
    private readonly cancelled: string,
  ) {}

  /** @throws UserError when it was cancelled, or when something is wrong that the user can mend. */
  async run<Answer>(
    key: string,
    job: EngineJob | StoredJob,
    onProgress: (event: ProgressEvent) => void,
    read: (event: EngineEvent) => Answer | null,
  ): Promise<Answer> {
    let client: EngineClient | null = null;
    let ended: Error | null = null;
    let place!: Place;
    const end = new Promise<never>((_, reject) => {
      place = {
        key,
        end(reason) {
          ended = reason;
          reject(reason);
          client?.kill(reason.message);
        },
      };
    });
    this.places.add(place);
    const work = this.last.then(async () => {
      if (ended) throw ended as Error;
      client = new EngineClient(this.launch());
      try {
        return await answerOfJob(client, job, onProgress, read);
      } finally {
        client.kill('Its job has ended');
      }
    });
    this.last = work.catch(() => undefined);
    try {
      return await Promise.race([work, end]);
    } finally {
      this.places.delete(place);
    }
  }

  cancel(key: string): void {
    for (const place of this.places) if (place.key === key) place.end(new UserError(this.cancelled));
  }

  close(): void {
    for (const place of this.places) place.end(new Error(CLOSING));
  }
}
