/** A token of an answer whose alternatives are shown. */
export interface PointedToken {
  readonly run: string;
  readonly position: number;
  readonly element: HTMLElement;
}

/** Short enough to follow the pointer, long enough not to flicker on its way across. */
const OPEN_MILLISECONDS = 120;
/** Time to get from the token to what is shown of it. */
const CLOSE_MILLISECONDS = 200;

/** Which token is looked at: pointing shows it for as long as the pointer stays, choosing pins it. */
export class TokenPointer {
  place = $state.raw<PointedToken | null>(null);
  pinned = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  point(run: string, position: number | null, element: HTMLElement | null, chosen: boolean): void {
    clearTimeout(this.#timer);
    if (position === null || element === null) return this.#leave();
    const place = { run, position, element };
    if (chosen) {
      this.pinned = true;
      this.place = place;
    } else if (!this.pinned)
      this.#timer = setTimeout(() => (this.place = place), this.place ? 0 : OPEN_MILLISECONDS);
  }

  /** The pointer is over what is shown, or has left it. */
  hold(held: boolean): void {
    clearTimeout(this.#timer);
    if (!held) this.#leave();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.place = null;
    this.pinned = false;
  }

  #leave(): void {
    if (!this.pinned) this.#timer = setTimeout(() => this.close(), CLOSE_MILLISECONDS);
  }
}
