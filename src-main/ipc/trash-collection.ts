import type { History } from '../history';

/** How long what was deleted can be brought back. */
const KEPT_MILLISECONDS = 10 * 60_000;
const CHECK_MILLISECONDS = 60_000;

/**
 * Removes for good what was deleted long enough ago, and all of it when the application ends. What an application that was
 * killed left goes with the first check.
 */
export class TrashCollection {
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly history: History,
    private readonly onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => this.empty(new Date(Date.now() - KEPT_MILLISECONDS)), CHECK_MILLISECONDS);
    this.timer.unref();
  }

  /** Before the history is closed. */
  close(): void {
    clearInterval(this.timer);
    this.empty(new Date());
  }

  private empty(until: Date): void {
    try {
      this.history.trash.empty(until);
    } catch (error) {
      this.onError(error);
    }
  }
}
