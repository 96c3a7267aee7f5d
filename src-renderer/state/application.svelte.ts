import type { RequestInput } from '../../src-shared/contract/channels';
import type {
  ApplicationDescription,
  Theme,
  WindowPreferences,
} from '../../src-shared/contract/requests/application';
import type { ApplicationCommand } from '../../src-shared/domain/commands';
import { request, subscribe } from '../client/client';
import { Task } from './task.svelte';

export type { Theme } from '../../src-shared/contract/requests/application';

/** As they are until the main process has told them. */
const UNKNOWN_PREFERENCES: WindowPreferences = {
  theme: 'system',
  zoom: 1,
  notifications: true,
  starterDeclined: true,
  guide: { study: null, watched: false, read: false, shown: false },
  recent: [],
};

/** What the window knows about the application itself, and what a person decided of it in any window. */
export class Application {
  readonly description = new Task<ApplicationDescription>();
  preferences = $state.raw<WindowPreferences>(UNKNOWN_PREFERENCES);
  /** The starter study was declined, and is to be offered nevertheless. */
  #offeredAgain = $state(false);

  /** Whether an empty history shows the offer of a starter study. */
  readonly starterOffered = $derived(!this.preferences.starterDeclined || this.#offeredAgain);
  readonly theme = $derived(this.preferences.theme);
  /** As `process.platform` names it; empty until it is known. */
  readonly platform = $derived(this.description.value?.platform ?? '');

  /** Follows changes of other windows and of the menu until the returned function is called. */
  connect(): () => void {
    return subscribe('preferences-changed', (preferences) => this.#show(preferences));
  }

  async load(): Promise<void> {
    const description = await this.description.start(() => request('app.describe', {}));
    if (description) this.#show(description.preferences);
  }

  /** Shown at once, and remembered. */
  async change(changes: RequestInput<'app.changePreferences'>): Promise<void> {
    this.#show({ ...this.preferences, ...changes });
    await request('app.changePreferences', changes);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.change({ theme });
  }

  /** What the menu does at that command. */
  async run(command: ApplicationCommand): Promise<void> {
    await request('app.run', { command });
  }

  async openWindow(link: string): Promise<void> {
    await request('app.openWindow', { link });
  }

  /** Remembers a place to be found again. */
  async visited(link: string, title: string): Promise<void> {
    await request('app.visited', { link, title });
  }

  async declineStarter(): Promise<void> {
    this.#offeredAgain = false;
    await this.change({ starterDeclined: true, guide: { ...this.preferences.guide, shown: false } });
  }

  /** Shows a declined offer again. */
  offerStarter(): void {
    this.#offeredAgain = true;
  }

  #show(preferences: WindowPreferences): void {
    this.preferences = preferences;
    const { theme } = preferences;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}
