import type { Choose } from './router.svelte';
import type { Query } from './routes';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Links follow a movement when it has come to rest. */
const REST_MILLISECONDS = 250;
const DIGITS = 6;

/** Where all charts of a view are read, and which part of them is in sight. */
export class CurveNavigation {
  /** Null: nowhere. */
  cursor = $state.raw<number | null>(null);
  /** Null: all there is. */
  span = $state.raw<Span | null>(null);
  /** As `span`, once it has come to rest. */
  rested = $state.raw<Span | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    query: Query,
    private readonly onchoose: Choose,
  ) {
    this.span = this.rested = spanOf(query);
  }

  read(x: number | null): void {
    this.cursor = x;
  }

  show(span: Span | null): void {
    this.span = span;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.rested = this.span;
      this.onchoose({ from: text(this.span?.from), to: text(this.span?.to) });
    }, REST_MILLISECONDS);
  }

  /** What an axis says is nothing on another. */
  reset(): void {
    clearTimeout(this.#timer);
    this.cursor = this.span = this.rested = null;
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** The part of the axis that a link names; null where it names none. */
export function spanOf({ from, to }: Query): Span | null {
  const span = { from: Number(from), to: Number(to) };
  return from && to && span.from < span.to ? span : null;
}

function text(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(DIGITS)));
}
