import { SvelteMap } from 'svelte/reactivity';
import type { PredictionRow } from '../../src-shared/contract/requests/predictions';
import type { Decoder } from '../../src-shared/domain/run';
import { request } from '../client/client';
import { Task } from './task.svelte';

const PAGE_SIZE = 100;

/** The test examples of a study, read page by page as they scroll into sight. */
export class Predictions {
  readonly loading = new Task<null>();
  total = $state<number | null>(null);
  readonly #pages = new SvelteMap<number, readonly PredictionRow[]>();
  readonly #requested = new Set<number>();
  #generation = 0;

  constructor(
    readonly study: string,
    readonly decoder: Decoder,
    readonly search: string,
  ) {}

  /** The row at a position of the list; null while it is on its way. */
  rowAt(position: number): PredictionRow | null {
    return this.#pages.get(Math.floor(position / PAGE_SIZE))?.[position % PAGE_SIZE] ?? null;
  }

  /** Has the rows from `first` to `last` read, unless they were. */
  ensure(first: number, last: number): void {
    for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(last / PAGE_SIZE); page++)
      if (!this.#requested.has(page)) void this.loading.start(() => this.#load(page));
  }

  /** Reads everything in sight anew, after an evaluation brought other rows. */
  reload(): void {
    this.#generation += 1;
    this.#requested.clear();
    this.ensure(0, 0);
  }

  async #load(page: number): Promise<null> {
    const generation = this.#generation;
    this.#requested.add(page);
    try {
      const { study, decoder, search } = this;
      const offset = page * PAGE_SIZE;
      const input = { study, split: 'test', decoder, search, offset, limit: PAGE_SIZE } as const;
      const answer = await request('predictions.list', input);
      if (generation !== this.#generation) return null;
      this.total = answer.total;
      this.#pages.set(page, answer.rows);
    } catch (error) {
      this.#requested.delete(page);
      throw error;
    }
    return null;
  }
}

/** One test example by its index within the split, whatever the list is searched for. */
export async function fetchExample(
  study: string,
  decoder: Decoder,
  index: number,
): Promise<PredictionRow | null> {
  const input = { study, split: 'test', decoder, search: '', offset: index, limit: 1 } as const;
  const { rows } = await request('predictions.list', input);
  return rows.find((row) => row.index === index) ?? null;
}
