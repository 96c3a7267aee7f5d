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

/** Long enough to read it; a message that one can act on stays longer. */
const SHOWN_FOR_MILLISECONDS = 8000;
const ACTION_SHOWN_FOR_MILLISECONDS = 15_000;
/** More would cover the view; the oldest give way. */
const MOST_SHOWN = 4;

/** Short messages about what happened elsewhere in the application; each leaves by itself, unless somebody looks at them. */
export class Messages {
  all = $state.raw<readonly Message[]>([]);
  #next = 0;
  #isHeld = false;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows main's notices until the returned function is called. */
  connect(): () => void {
    return subscribe('notice', (notice) => {
      if (notice.study === null) this.show(notice.message);
    });
  }

  show(text: string, action: MessageAction | null = null): void {
    const message = { id: this.#next++, text, action };
    const all = [...this.all, message];
    for (const { id } of all.slice(0, -MOST_SHOWN)) this.#forget(id);
    this.all = all.slice(-MOST_SHOWN);
    if (!this.#isHeld) this.#leaveLater(message);
  }

  dismiss(id: number): void {
    this.#forget(id);
    this.all = this.all.filter((message) => message.id !== id);
    // Nothing tells that pointer or focus left what is gone.
    if (this.all.length === 0) this.#isHeld = false;
  }

  /** Takes the last message away; false when there is none. */
  dismissLast(): boolean {
    const last = this.all.at(-1);
    if (last) this.dismiss(last.id);
    return last !== undefined;
  }

  /** Does what a message offers, once. */
  act({ id, action }: Message): void {
    this.dismiss(id);
    action?.run();
  }

  /** Undoes what the last message that offers it tells; false when none does. */
  undo(): boolean {
    const last = this.all.findLast(({ action }) => action?.label === UNDO);
    if (last) this.act(last);
    return last !== undefined;
  }

  /** None leaves while somebody points at them or has the focus there. */
  hold(): void {
    this.#isHeld = true;
    for (const { id } of this.all) this.#forget(id);
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    for (const message of this.all) this.#leaveLater(message);
  }

  #leaveLater({ id, action }: Message): void {
    const delay = action ? ACTION_SHOWN_FOR_MILLISECONDS : SHOWN_FOR_MILLISECONDS;
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), delay),
    );
  }

  #forget(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}

/** What the action is called that Ctrl+Z stands for. */
export const UNDO = 'Undo';
