import type { ApplicationDescription } from '../../src-shared/contract/channels';

export type Theme = ApplicationDescription['theme'];

/** What request handlers need of the desktop around them; the application provides it. */
export interface Desktop {
  theme(): Theme;
  setTheme(theme: Theme): void;
  /** Whether a starter study was offered in an earlier session, or started in this one. */
  starterWasOffered(): boolean;
  rememberStarterOffer(): void;
  openFolder(folder: string): Promise<void>;
  /** Asks the user for a file or folder; null when the dialog was cancelled. */
  choosePath(what: 'file' | 'folder'): Promise<string | null>;
}
