import type { RequestInput } from '../../../src-shared/contract/channels';
import type { Slice, SliceMetrics } from '../../../src-shared/contract/requests/examples';
import { request, subscribe } from '../../client/client';
import type { Messages } from '../messages.svelte';
import { Task } from '../task.svelte';

/** The filters of studies' splits that were kept under names. */
export class Slices {
  readonly task = new Task<readonly Slice[]>();

  constructor(private readonly messages: Pick<Messages, 'show'>) {}

  /** Hears of every change to favourites and slices of studies, in any window, until the returned function is called. */
  connect(studies: readonly string[], onmarked: () => void): () => void {
    return subscribe('examples-marked', (event) => {
      if (!event.studies.some((study) => studies.includes(study))) return;
      void this.load(studies);
      onmarked();
    });
  }

  async load(studies: readonly string[]): Promise<void> {
    await this.task.start(() => request('slices.list', { studies }));
  }

  async create(slice: RequestInput<'slices.create'>): Promise<void> {
    await request('slices.create', slice);
    this.messages.show(`Kept as slice “${slice.name}”`);
  }

  async rename(slice: Slice, name: string): Promise<void> {
    await request('slices.rename', { slice: slice.id, name });
  }

  async delete({ id, study, name, split, filter }: Slice): Promise<void> {
    await request('slices.delete', { slice: id });
    const run = () => void request('slices.create', { study, name, split, filter });
    this.messages.show(`Deleted the slice “${name}”`, { label: 'Undo', run });
  }
}

export type SliceMetricsKey = RequestInput<'examples.metrics'>;

/** Metrics on a slice, which take longer than lists: while some are computed, only the latest that are asked for wait. */
export class SliceFigures {
  readonly task = new Task<SliceMetrics>();
  #next: SliceMetricsKey | null = null;

  async show(key: SliceMetricsKey): Promise<void> {
    this.#next = key;
    if (this.task.busy) return;
    while (this.#next) {
      const now: SliceMetricsKey = this.#next;
      this.#next = null;
      await this.task.start(() => request('examples.metrics', now));
    }
  }
}
