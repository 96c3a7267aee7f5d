import { subscribe } from '../client/client';

/** What can be done about a message, such as undoing what it tells. */
export interface MessageAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Message {
  readonly id: number;
  readonly text: string;
  readonly action: MessageAction | null;
}

const SHOWN_FOR_MILLISECONDS = 8000;

/** Short messages about what happened elsewhere in the application; each leaves by itself. */
export class Messages {
  all = $state.raw<readonly Message[]>([]);
  #next = 0;

  /** Shows main's notices until the returned function is called. */
  connect(): () => void {
    return subscribe('notice', (notice) => {
      if (notice.study === null) this.show(notice.message);
    });
  }

  show(text: string, action: MessageAction | null = null): void {
    const id = this.#next++;
    this.all = [...this.all, { id, text, action }];
    setTimeout(() => this.dismiss(id), SHOWN_FOR_MILLISECONDS);
  }

  dismiss(id: number): void {
    this.all = this.all.filter((message) => message.id !== id);
  }
}
