import { RequestError } from '../client/client';

/** What a view says when work failed. */
export interface Failure {
  readonly message: string;
  /** What to do about it; null where the message already says. */
  readonly advice: string | null;
}

/** Words for any thrown value. */
export function describeFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const mendable = error instanceof RequestError && error.userError;
  return {
    message,
    advice: mendable
      ? null
      : 'Try it again. If it happens again, the log in the home folder has the details.',
  };
}

/** A piece of asynchronous work with all its states: idle, busy, done, failed. A later start outdates earlier ones. */
export class Task<Value> {
  value = $state.raw<Value | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state(false);
  #turn = 0;

  /** Resolves to the value, or null when the work failed or a later start outdated it. */
  async start(work: () => Promise<Value>): Promise<Value | null> {
    const turn = ++this.#turn;
    this.busy = true;
    this.failure = null;
    try {
      const value = await work();
      if (turn !== this.#turn) return null;
      this.value = value;
      return value;
    } catch (error) {
      if (turn === this.#turn) this.failure = describeFailure(error);
      return null;
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  /** Forgets the value and the failure; work under way is outdated. */
  reset(): void {
    this.#turn += 1;
    this.value = null;
    this.failure = null;
    this.busy = false;
  }
}
