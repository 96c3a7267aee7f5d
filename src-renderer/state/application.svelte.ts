import type { ApplicationDescription } from '../../src-shared/contract/channels';
import { request } from '../client/client';
import { Task } from './task.svelte';

export type Theme = ApplicationDescription['theme'];

/** What the window knows about the application itself, and its theme. */
export class Application {
  readonly description = new Task<ApplicationDescription>();
  theme = $state<Theme>('system');
  /** Whether the first launch's offer of a starter study still stands. */
  starterOffered = $state(false);

  async load(): Promise<void> {
    const description = await this.description.start(() => request('app.describe', {}));
    if (!description) return;
    this.starterOffered = description.offerStarter;
    this.#show(description.theme);
  }

  async setTheme(theme: Theme): Promise<void> {
    this.#show(theme);
    await request('app.setTheme', { theme });
  }

  async openHome(): Promise<void> {
    await request('app.openHome', {});
  }

  declineStarter(): void {
    this.starterOffered = false;
  }

  #show(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}
