import type { Sweep } from '../../src-shared/domain/sweep';
import { request, subscribe } from '../client/client';
import { Task } from './task.svelte';

/** The sweeps of the history. Their studies come with all others. */
export class Sweeps {
  readonly loading = new Task<readonly Sweep[]>();
  /** Newest first. */
  all = $state.raw<readonly Sweep[]>([]);

  async load(): Promise<void> {
    const list = await this.loading.start(() => request('sweeps.list', {}));
    if (list) this.all = list;
  }

  /** Follows the main process until the returned function is called. */
  connect(): () => void {
    const ends = (['sweeps-changed', 'library-changed'] as const).map((event) =>
      subscribe(event, () => void this.load()),
    );
    return () => ends.forEach((end) => end());
  }

  find(id: string): Sweep | null {
    return this.all.find((sweep) => sweep.id === id) ?? null;
  }

  /** Its studies, which are called after it, are renamed with it. */
  async rename(id: string, name: string): Promise<void> {
    await request('sweeps.rename', { sweep: id, name });
  }

  /** Takes its waiting studies out of the queue, and stops the one that trains. */
  async stop(id: string): Promise<void> {
    await request('sweeps.stop', { sweep: id });
  }
}
