import type { ApplicationDescription } from '../../src-shared/contract/requests/application';
import { request } from '../client/client';
import { Task } from './task.svelte';

export type Theme = ApplicationDescription['theme'];

/** What the window knows about the application itself, and its theme. */
export class Application {
  readonly description = new Task<ApplicationDescription>();
  theme = $state<Theme>('system');
  /** Whether an empty history shows the offer of a starter study. */
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

  async declineStarter(): Promise<void> {
    this.starterOffered = false;
    await request('app.declineStarter', {});
  }

  /** Shows a declined offer again. */
  offerStarter(): void {
    this.starterOffered = true;
  }

  #show(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}
