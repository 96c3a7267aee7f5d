import type { Deletion } from '../../src-shared/domain/deletion';
import { request, subscribe } from '../client/client';
import { Task } from './task.svelte';

/** What was deleted and can still be brought back, kept as the main process says it is now. */
export class Trash {
  readonly loading = new Task<readonly Deletion[]>();
  /** The last first. */
  all = $state.raw<readonly Deletion[]>([]);

  async load(): Promise<void> {
    const list = await this.loading.start(() => request('trash.list', {}));
    if (list) this.all = list;
  }

  /** Follows the main process until the returned function is called. */
  connect(): () => void {
    return subscribe('trash-changed', () => void this.load());
  }
}
