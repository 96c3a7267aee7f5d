import type { RequestInput } from '../../src-shared/contract/channels';
import type { ApplicationDescription } from '../../src-shared/contract/requests/application';

export type Theme = ApplicationDescription['theme'];

/** What a path is chosen for. */
export type ChosenPath = RequestInput<'data.choose'>['what'];
export type ChosenPlace = RequestInput<'data.place'>['what'] | RequestInput<'files.save'>['kind'];

/** What request handlers need of the desktop around them; the application provides it. */
export interface Desktop {
  theme(): Theme;
  setTheme(theme: Theme): void;
  /** Whether the user did not want the starter study, in this session or an earlier one. */
  starterWasDeclined(): boolean;
  declineStarter(): void;
  /** Shows a folder or file in the program that the system has for it. */
  openPath(path: string): Promise<void>;
  /** Asks the user for something that is there; null when the dialog was cancelled. */
  choosePath(what: ChosenPath): Promise<string | null>;
  /** Asks the user where something is to be written; null when the dialog was cancelled. */
  choosePlace(what: ChosenPlace, name: string): Promise<string | null>;
}
