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
  /** Of the link that was followed or written last. */
  #link: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    query: Query,
    private readonly onchoose: Choose,
  ) {
    this.span = this.rested = spanOf(query);
    this.#link = linkOf(query);
  }

  read(x: number | null): void {
    this.cursor = x;
  }

  show(span: Span | null): void {
    this.span = span;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.rested = this.span;
      const changes = { from: text(this.span?.from), to: text(this.span?.to) };
      this.#link = linkOf(changes);
      this.onchoose(changes);
    }, REST_MILLISECONDS);
  }

  /** Goes where a link says that somebody opened; what is shown here already, or is on its way into the link, stays. */
  follow(query: Query): void {
    const link = linkOf(query);
    if (link === this.#link) return;
    this.#link = link;
    clearTimeout(this.#timer);
    this.span = this.rested = spanOf(query);
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

function linkOf({ from = '', to = '' }: Query): string {
  return `${from} ${to}`;
}

function text(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(DIGITS)));
}
