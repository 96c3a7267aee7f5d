import path from 'node:path';
import { app, BrowserWindow } from 'electron';
import { eventChannel } from '../../src-shared/contract/transport';
import { type Backend, type ErrorLog, openDesktopBackend, type Send } from '../ipc';
import { Preferences } from '../preferences/preferences';
import { askAboutTraining, stopTraining } from './closing';
import { electronDesktop } from './desktop';
import { startLog } from './log';
import { openMainWindow } from './main-window';
import { installMenu } from './menu';
import { isOwnPage, serveInterface, START_URL } from './protocol';
import { denyPermissions } from './security';

/** The running application: its window, what is behind it, and how both end. */
export class Application {
  private readonly preferences: Preferences;
  private readonly backend: Backend;
  private readonly log: ErrorLog;
  private window: BrowserWindow | null = null;
  /** The window may close without another question: the user has answered it. */
  private closingIsSettled = false;
  private isAsking = false;

  /** Has to be made once Electron is ready. Throws UserError when the home cannot be used. */
  constructor(home: string) {
    this.log = startLog(home);
    this.preferences = new Preferences(home);
    this.backend = openDesktopBackend({
      home,
      applicationFolder: app.getAppPath(),
      desktop: electronDesktop(this.preferences),
      preferences: this.preferences,
      send,
      onTrainingEnded: () => this.quitWhenUnseen(),
      log: this.log,
      isTrusted: (frame, contents) =>
        frame !== null &&
        frame === contents.mainFrame &&
        isOwnPage(frame.url) &&
        contents === this.window?.webContents,
    });
    serveInterface(path.join(app.getAppPath(), 'out/renderer'));
    denyPermissions();
    installMenu({ home, showPage: (hash) => this.showPage(hash) });
    app.on('second-instance', () => this.show());
    app.on('activate', () => this.show());
    app.on('before-quit', (event) => this.beforeQuit(event));
    // Training in the background keeps the application alive without a window; on macOS that is the custom anyway.
    app.on('window-all-closed', () => this.quitWhenUnseen());
    app.on('will-quit', () => this.backend.close());
  }

  /** Brings the window to the front, or opens it. */
  show(): void {
    if (!this.window) return this.open();
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  private quitWhenUnseen(): void {
    if (!this.window && !this.backend.isTraining && process.platform !== 'darwin') app.quit();
  }

  private open(): void {
    const window = openMainWindow(this.preferences, this.log);
    this.window = window;
    this.closingIsSettled = false;
    window.on('close', (event) => {
      if (this.closingIsSettled || !this.backend.isTraining) return;
      event.preventDefault();
      void this.closeWhileTraining(window);
    });
    window.on('closed', () => (this.window = null));
  }

  private async closeWhileTraining(window: BrowserWindow): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const choice = await askAboutTraining(window);
      if (choice === 'cancel') return;
      if (choice === 'stop') await stopTraining(this.backend, window);
      this.closingIsSettled = true;
      if (choice === 'stop') app.quit();
      else window.close();
    } finally {
      this.isAsking = false;
    }
  }

  /** Quitting (menu, session end) while something trains asks as closing does; without a window it just stops. */
  private beforeQuit(event: Electron.Event): void {
    if (!this.backend.isTraining) return;
    event.preventDefault();
    // What was settled was settled for the training of that moment, and something trains still.
    this.closingIsSettled = false;
    if (this.window) void this.closeWhileTraining(this.window);
    else void stopTraining(this.backend, null).then(() => app.quit());
  }

  private showPage(hash: string): void {
    this.show();
    void this.window?.loadURL(START_URL + hash);
  }
}

const send: Send = (name, event) => {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(eventChannel(name), event);
};
