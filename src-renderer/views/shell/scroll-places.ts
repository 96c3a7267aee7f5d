/** Views mark the element that scrolls their content with this. */
const SCROLLER = '[data-scroller]';
/** Content that comes late may still make room for the place. */
const PATIENCE_MILLISECONDS = 8000;
/** Once it is reached, what comes above it may still move it. */
const SETTLING_MILLISECONDS = 800;
const LOOK_MILLISECONDS = 50;
/** A person who does one of these wants to be elsewhere. */
const OWN_MOVES = ['wheel', 'pointerdown', 'keydown'] as const;

/** Where each entry of the window's history was scrolled to, so that back and forward lead to the same place. */
export class ScrollPlaces {
  readonly #tops = new Map<string, number>();
  #entry = '';
  #view = '';
  #stop = () => {};

  constructor(private readonly main: HTMLElement) {}

  /** Notes where views are scrolled to until the returned function is called. */
  connect(): () => void {
    const note = ({ target }: Event) => {
      if (target instanceof HTMLElement && target.matches(SCROLLER))
        this.#tops.set(this.#entry, target.scrollTop);
    };
    this.main.addEventListener('scroll', note, { capture: true, passive: true });
    return () => {
      this.#stop();
      this.main.removeEventListener('scroll', note, { capture: true });
    };
  }

  /** An entry of the history is shown. @param view what it shows, whatever is chosen within */
  show(entry: string, view: string): void {
    const isAnother = view !== this.#view;
    const now = this.#scroller()?.scrollTop ?? 0;
    // Choices leave what is in sight where it is.
    const top = this.#tops.get(entry) ?? (isAnother ? 0 : now);
    [this.#entry, this.#view] = [entry, view];
    this.#stop();
    this.#tops.set(entry, top);
    if (top > 0 && (isAnother || top !== now)) this.#hold(top);
    // The beginning needs no room that is still to come: whatever scrolls from there on is meant.
    else if (top !== now) this.#scroller()?.scrollTo({ top });
  }

  #scroller(): HTMLElement | null {
    return this.main.querySelector<HTMLElement>(SCROLLER);
  }

  /** Scrolls to a place as soon as there is enough content, and while what comes above still moves it. */
  #hold(top: number): void {
    const begun = performance.now();
    const entry = this.#entry;
    let reached: number | null = null;
    const look = () => {
      const now = performance.now();
      const scroller = this.#scroller();
      if (scroller) scroller.scrollTop = top;
      if (scroller && Math.abs(scroller.scrollTop - top) <= 1) reached ??= now;
      if (now - (reached ?? now) > SETTLING_MILLISECONDS || now - begun > PATIENCE_MILLISECONDS) this.#stop();
      // What a view without content scrolled to is no place.
      else this.#tops.set(entry, top);
    };
    const timer = setInterval(look, LOOK_MILLISECONDS);
    const stop = () => this.#stop();
    for (const move of OWN_MOVES) window.addEventListener(move, stop, { capture: true, passive: true });
    this.#stop = () => {
      clearInterval(timer);
      for (const move of OWN_MOVES) window.removeEventListener(move, stop, { capture: true });
      this.#stop = () => {};
    };
    look();
  }
}
