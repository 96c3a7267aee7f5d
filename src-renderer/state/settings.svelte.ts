import type { RequestInput } from '../../src-shared/contract/channels';
import type { SettingsDescription } from '../../src-shared/contract/requests/settings';
import { request } from '../client/client';
import { Task } from './task.svelte';

/** What a person chooses once for this computer. */
export class Settings {
  readonly description = new Task<SettingsDescription>();

  /** `onChanged` is called after every change that was accepted. */
  constructor(private readonly onChanged: () => void) {}

  async load(): Promise<void> {
    await this.description.start(() => request('settings.show', {}));
  }

  /** Shows the choice at once; one that is refused is taken back. */
  async change(changes: RequestInput<'settings.change'>): Promise<void> {
    const before = this.description.value;
    if (before) this.description.value = { ...before, ...changes };
    await this.description.start(() => request('settings.change', changes));
    if (this.description.failure) this.description.value = before;
    else this.onChanged();
  }
}
