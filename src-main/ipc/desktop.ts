import type { ApplicationDescription } from '../../src-shared/contract/channels';

export type Theme = ApplicationDescription['theme'];

/** What request handlers need of the desktop around them; the application provides it. */
export interface Desktop {
  theme(): Theme;
  setTheme(theme: Theme): void;
  /** Whether the user did not want the starter study, in this session or an earlier one. */
  starterWasDeclined(): boolean;
  declineStarter(): void;
  openFolder(folder: string): Promise<void>;
  /** Asks the user for a file or folder; null when the dialog was cancelled. */
  choosePath(what: 'file' | 'folder'): Promise<string | null>;
}
