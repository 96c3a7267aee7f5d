import { KEPT_DAYS } from '../../src-shared/domain/deletion';
import type { History } from '../history';

const KEPT_MILLISECONDS = KEPT_DAYS * 24 * 3_600_000;
const CHECK_MILLISECONDS = 3_600_000;

/** Removes for good what was deleted long enough ago. */
export class TrashCollection {
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly history: History,
    private readonly onError: (error: unknown) => void,
  ) {
    this.collect();
    this.timer = setInterval(() => this.collect(), CHECK_MILLISECONDS);
    this.timer.unref();
  }

  /** Before the history is closed. */
  close(): void {
    clearInterval(this.timer);
  }

  private collect(): void {
    try {
      this.history.trash.empty(new Date(Date.now() - KEPT_MILLISECONDS));
    } catch (error) {
      this.onError(error);
    }
  }
}
