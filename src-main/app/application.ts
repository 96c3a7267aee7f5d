import path from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import type { WindowEventName, WindowEvents } from '../../src-shared/contract/channels';
import type { RecentItem, WindowPreferences } from '../../src-shared/contract/requests/application';
import { eventChannel } from '../../src-shared/contract/transport';
import { type ApplicationCommand, command, type CommandId } from '../../src-shared/domain/commands';
import { pageLink } from '../../src-shared/domain/routes';
import { stepZoom } from '../../src-shared/domain/zoom';
import { type Backend, type ErrorLog, describeFiles, openDesktopBackend, type Send } from '../ipc';
import { Preferences, windowPreferences } from '../preferences/preferences';
import { askAboutTraining, stopTraining } from './closing';
import { electronDesktop, showTheme } from './desktop';
import { EndNotices } from './end-notices';
import type { Opened } from './launch-options';
import { logFile, startLog } from './log';
import { installMenu } from './menu';
import { isOwnPage, serveInterface } from './protocol';
import { itemsAfterVisit, itemsOfStudy, itemsWithoutStudy } from './recent-items';
import { denyPermissions } from './security';
import { Windows } from './windows';

/** An event with its name. */
type Sent = {
  [Name in WindowEventName]: { readonly name: Name; readonly event: WindowEvents[Name] };
}[WindowEventName];

/** The running application: its windows, what is behind them, and how all of it ends. */
export class Application {
  private readonly preferences: Preferences;
  private readonly backend: Backend;
  private readonly log: ErrorLog;
  private readonly windows: Windows;
  private readonly endNotices: EndNotices;
  /** The last window may close without another question: the user has answered it. */
  private closingIsSettled = false;
  private isAsking = false;

  /**
   * Has to be made once Electron is ready; shows its windows, the front one at `link` where there is one.
   * @throws UserError when the home cannot be used.
   */
  constructor(
    private readonly home: string,
    link: string | null,
  ) {
    this.log = startLog(home);
    this.preferences = new Preferences(home);
    const { preferences, log } = this;
    this.windows = new Windows({ preferences, log, mayCloseLast: (window) => this.mayCloseLast(window) });
    this.endNotices = new EndNotices({
      areWanted: () => preferences.values.notifications && !this.windows.hasFocus,
      open: (link) => this.windows.show(link),
    });
    showTheme(preferences.values.theme);
    serveInterface(path.join(app.getAppPath(), 'out/renderer'));
    denyPermissions();
    // The pages' process starts while the history is opened here; its first request comes long after.
    this.windows.show(link);
    this.backend = this.openBackend();
    this.showMenu();
    this.followApplication();
  }

  /** Shows what a later start, or the desktop, asks for: files, a place, or the windows as they are. Never rejects. */
  async open({ link, files }: Opened): Promise<void> {
    try {
      this.windows.show(files.length > 0 ? await this.placeOf(files) : link);
    } catch (error) {
      // What trains goes on.
      this.log('opening', error);
      this.warn((error as Error).message);
    }
  }

  private warn(message: string): void {
    void dialog.showMessageBox({ type: 'warning', message, title: 'Not opened' });
  }

  private async placeOf(files: readonly string[]): Promise<string | null> {
    const { link, message } = await describeFiles(files);
    if (link === null) this.warn(message);
    return link;
  }

  private openBackend(): Backend {
    return openDesktopBackend({
      home: this.home,
      applicationFolder: app.getAppPath(),
      desktop: electronDesktop({
        changePreferences: (changes) => this.changePreferences(changes),
        visited: (item) => this.changeRecent(itemsAfterVisit(this.preferences.values.recent, item)),
        run: (name) => this.runHere(name),
        openWindow: (link) => void this.windows.open(link),
      }),
      preferences: this.preferences,
      send: this.send,
      onTrainingEnded: () => this.quitWhenUnseen(),
      log: this.log,
      isTrusted: (frame, contents) =>
        frame !== null && frame === contents.mainFrame && isOwnPage(frame.url) && this.windows.owns(contents),
    });
  }

  private followApplication(): void {
    app.on('activate', () => this.windows.show());
    app.on('before-quit', (event) => this.beforeQuit(event));
    // Training in the background keeps the application alive without a window; on macOS that is the custom anyway.
    app.on('window-all-closed', () => {
      this.closingIsSettled = false;
      this.quitWhenUnseen();
    });
    app.on('will-quit', () => this.backend.close());
  }

  /** To every window, and to what here follows the studies. */
  private readonly send: Send = (name, event) => {
    this.windows.send(eventChannel(name), event);
    this.follow({ name, event } as Sent);
  };

  private follow({ name, event }: Sent): void {
    const { recent } = this.preferences.values;
    if (name === 'study-changed') {
      this.endNotices.observe(event);
      this.changeRecent(itemsOfStudy(recent, event));
    }
    if (name === 'queue-changed') this.endNotices.train(event.active);
    if (name === 'study-deleted') this.changeRecent(itemsWithoutStudy(recent, event.study));
  }

  private changePreferences(changes: Partial<WindowPreferences>): void {
    this.preferences.change(changes);
    if (changes.theme) showTheme(changes.theme);
    if (changes.zoom) this.windows.setZoom(changes.zoom);
    if (changes.theme || changes.recent) this.showMenu();
    this.windows.send(eventChannel('preferences-changed'), windowPreferences(this.preferences.values));
  }

  private changeRecent(recent: readonly RecentItem[]): void {
    if (recent !== this.preferences.values.recent) this.changePreferences({ recent });
  }

  private showMenu(): void {
    const { theme, recent } = this.preferences.values;
    installMenu({
      theme,
      recent,
      run: (id) => this.run(id),
      showLink: (link) => this.windows.show(link),
      clearRecent: () => this.changeRecent([]),
    });
  }

  private run(id: CommandId): void {
    const { link, by } = command(id);
    if (link !== undefined) this.windows.show(link);
    else if (by === 'application') this.runHere(id as ApplicationCommand);
    else this.windows.front?.webContents.send(eventChannel('command'), { command: id });
  }

  private runHere(name: ApplicationCommand): void {
    const { zoom } = this.preferences.values;
    const history = this.windows.front?.webContents.navigationHistory;
    const commands: Readonly<Record<ApplicationCommand, () => void>> = {
      'new-window': () => this.windows.open(pageLink('studies')),
      'open-home': () => void shell.openPath(this.home),
      'open-log': () => shell.showItemInFolder(logFile(this.home)),
      'theme-light': () => this.changePreferences({ theme: 'light' }),
      'theme-dark': () => this.changePreferences({ theme: 'dark' }),
      'theme-system': () => this.changePreferences({ theme: 'system' }),
      'zoom-in': () => this.changePreferences({ zoom: stepZoom(zoom, 1) }),
      'zoom-out': () => this.changePreferences({ zoom: stepZoom(zoom, -1) }),
      'zoom-reset': () => this.changePreferences({ zoom: 1 }),
      back: () => history?.goBack(),
      forward: () => history?.goForward(),
    };
    commands[name]();
  }

  private mayCloseLast(window: BrowserWindow): boolean {
    if (this.closingIsSettled || !this.backend.isTraining) return true;
    void this.closeWhileTraining(window);
    return false;
  }

  private async closeWhileTraining(window: BrowserWindow): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const choice = await askAboutTraining(window);
      if (choice === 'cancel') return;
      if (choice === 'stop') await stopTraining(this.backend, window);
      this.closingIsSettled = true;
      this.windows.quitting();
      if (choice === 'stop') app.quit();
      else this.windows.closeAll();
    } finally {
      this.isAsking = false;
    }
  }

  /** Quitting (menu, session end) while something trains asks as closing does; without a window it just stops. */
  private beforeQuit(event: Electron.Event): void {
    if (!this.backend.isTraining) return this.windows.quitting();
    event.preventDefault();
    // What was settled was settled for the training of that moment, and something trains still.
    this.closingIsSettled = false;
    if (this.windows.front) void this.closeWhileTraining(this.windows.front);
    else void stopTraining(this.backend, null).then(() => app.quit());
  }

  private quitWhenUnseen(): void {
    if (this.windows.count === 0 && !this.backend.isTraining && process.platform !== 'darwin') app.quit();
  }
}
