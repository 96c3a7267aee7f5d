import path from 'node:path';
import { app, BrowserWindow, screen, type WebContents } from 'electron';
import type { ErrorLog } from '../ipc';
import type { WindowState } from '../preferences/preferences';
import { fragmentOf, isOwnPage, START_URL } from './protocol';
import { confine } from './security';
import { MINIMUM_SIZE, restoredBounds } from './window-bounds';

/** A page that crashes again this soon would only crash over and over. */
const SOON_MILLISECONDS = 60_000;

export interface WindowHost {
  zoom(): number;
  /** Opens a link of the application in another window. */
  openLink(link: string): void;
  readonly log: ErrorLog;
}

/** Opens a window where it is to be, and shows it once there is something to see. */
export function openWindow(
  {
    bounds,
    maximised,
    link,
  }: Pick<WindowState, 'maximised' | 'link'> & { bounds: WindowState['bounds'] | null },
  { zoom, openLink, log }: WindowHost,
): BrowserWindow {
  const window = new BrowserWindow({
    ...restoredBounds(
      bounds,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    icon: path.join(app.getAppPath(), 'resources/icon.png'),
    webPreferences: {
      preload: path.join(app.getAppPath(), 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      zoomFactor: zoom(),
    },
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  confine(window.webContents, isOwnPage, (url) => openLink(fragmentOf(url)));
  followMouseButtons(window);
  reloadAfterCrash(window.webContents, log);
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(zoom()));
  void window.loadURL(START_URL + link);
  return window;
}

/** The mouse's back and forward buttons, which reach the application only on Windows and Linux. */
function followMouseButtons(window: BrowserWindow): void {
  const { navigationHistory } = window.webContents;
  window.on('app-command', (_event, command) => {
    if (command === 'browser-backward') navigationHistory.goBack();
    if (command === 'browser-forward') navigationHistory.goForward();
  });
}

/** What a page shows is in the history, so a crash of its process costs no more than loading it again. */
function reloadAfterCrash(contents: WebContents, log: ErrorLog): void {
  let lastCrash = -Infinity;
  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log('window', new Error(`The process of the page ended: ${reason}, exit code ${exitCode}`));
    const isRepeated = Date.now() - lastCrash < SOON_MILLISECONDS;
    lastCrash = Date.now();
    if (!isRepeated) contents.reload();
  });
}
