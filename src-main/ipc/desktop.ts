import type { RequestInput } from '../../src-shared/contract/channels';
import type { RecentItem } from '../../src-shared/contract/requests/application';
import type { ApplicationCommand } from '../../src-shared/domain/commands';

/** What a path is chosen for. */
export type ChosenPath = RequestInput<'data.choose'>['what'];
export type ChosenPlace = RequestInput<'data.place'>['what'] | RequestInput<'files.save'>['kind'];

/** What request handlers need of the desktop around them; the application provides it. */
export interface Desktop {
  /** Remembers them, and lets every window follow. */
  changePreferences(changes: RequestInput<'app.changePreferences'>): void;
  visited(item: RecentItem): void;
  run(command: ApplicationCommand): void;
  /** Opens a window at a place (a fragment). */
  openWindow(link: string): void;
  /** Shows a folder or file in the program that the system has for it. */
  openPath(path: string): Promise<void>;
  /** Asks the user for something that is there; null when the dialog was cancelled. */
  choosePath(what: ChosenPath): Promise<string | null>;
  /** Asks the user where something is to be written; null when the dialog was cancelled. */
  choosePlace(what: ChosenPlace, name: string): Promise<string | null>;
}
