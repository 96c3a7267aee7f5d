import type { QueueAtStart, QueueDescription } from '../../src-shared/contract/requests/queue';
import { request, subscribe } from '../client/client';
import { Task } from './task.svelte';

/** Studies that wait to be trained, as the main process has them. */
export class Queue {
  readonly loading = new Task<QueueDescription>();
  description = $state.raw<QueueDescription | null>(null);

  async load(): Promise<void> {
    const description = await this.loading.start(() => request('queue.show', {}));
    if (description) this.description = description;
  }

  /** Follows the main process until the returned function is called. */
  connect(): () => void {
    return subscribe('queue-changed', (description) => (this.description = description));
  }

  /** Shows the new order at once; the main process confirms it. */
  async move(study: string, position: number): Promise<void> {
    const { description } = this;
    if (!description) return;
    this.description = { ...description, waiting: moved(description.waiting, study, position) };
    try {
      await request('queue.move', { study, position });
    } catch (error) {
      await this.load();
      throw error;
    }
  }

  async pause(when: 'after-run' | 'now'): Promise<void> {
    await request('queue.pause', { when });
  }

  async continue(): Promise<void> {
    await request('queue.continue', {});
  }

  async setAtStart(atStart: QueueAtStart): Promise<void> {
    await request('queue.setAtStart', { atStart });
  }
}

/** The list with one of its members at another position. */
export function moved(list: readonly string[], member: string, position: number): readonly string[] {
  return list.filter((other) => other !== member).toSpliced(position, 0, member);
}
