import { SvelteMap } from 'svelte/reactivity';
import type { RequestInput } from '../../../src-shared/contract/channels';
import type { ExamplePage, ListedExample } from '../../../src-shared/contract/requests/examples';
import { request } from '../../client/client';
import { Task } from '../task.svelte';

const PAGE_SIZE = 100;

/** Which list is shown. */
export type ExampleListKey = Omit<RequestInput<'examples.query'>, 'offset' | 'limit' | 'locate'>;

/** A list of examples, read page by page as they scroll into sight. An earlier list stays until the next one has come. */
export class ExampleList {
  /** The first page, with what belongs to the whole list. */
  readonly task = new Task<ExamplePage>();
  readonly #pages = new SvelteMap<number, readonly ListedExample[]>();
  readonly #requested = new Set<number>();
  #key: ExampleListKey | null = null;

  get total(): number {
    return this.task.value?.total ?? 0;
  }

  /** The row at a place of the list; null while it is on its way. */
  rowAt(place: number): ListedExample | null {
    return this.#pages.get(Math.floor(place / PAGE_SIZE))?.[place % PAGE_SIZE] ?? null;
  }

  /** Shows another list, or the same as it now is. Resolves to its first page; null when it failed or yet another was asked for. */
  async show(key: ExampleListKey, locate: number | null): Promise<ExamplePage | null> {
    const page = await this.task.start(() =>
      request('examples.query', { ...key, offset: 0, limit: PAGE_SIZE, locate }),
    );
    if (!page) return null;
    this.#key = key;
    this.#requested.clear();
    this.#pages.clear();
    this.#requested.add(0);
    this.#pages.set(0, page.rows);
    return page;
  }

  /** Has the rows between two places read, unless they were. */
  ensure(first: number, last: number): void {
    for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(last / PAGE_SIZE); page++)
      if (!this.#requested.has(page)) void this.#load(page);
  }

  /** The row at a place, read when it is not there yet; null where the list has none. */
  async fetchRow(place: number): Promise<ListedExample | null> {
    if (place < 0 || place >= this.total) return null;
    const known = this.rowAt(place);
    if (known) return known;
    await this.#load(Math.floor(place / PAGE_SIZE));
    return this.rowAt(place);
  }

  async #load(page: number): Promise<void> {
    const key = this.#key;
    if (!key) return;
    this.#requested.add(page);
    try {
      const input = { ...key, offset: page * PAGE_SIZE, limit: PAGE_SIZE, locate: null };
      const { rows } = await request('examples.query', input);
      if (this.#key === key) this.#pages.set(page, rows);
    } catch {
      // Asked for again when it next comes into sight.
      if (this.#key === key) this.#requested.delete(page);
    }
  }
}
