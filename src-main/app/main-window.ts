import path from 'node:path';
import { app, BrowserWindow, screen, type WebContents } from 'electron';
import type { ErrorLog } from '../ipc';
import type { Preferences } from '../preferences/preferences';
import { START_URL, isOwnPage } from './protocol';
import { confine } from './security';
import { MINIMUM_SIZE, restoredBounds } from './window-bounds';

/** A page that crashes again this soon would only crash over and over. */
const SOON_MILLISECONDS = 60_000;

/** Opens the window where it was when it was last closed, and shows it once there is something to see. */
export function openMainWindow(preferences: Preferences, log: ErrorLog): BrowserWindow {
  const remembered = preferences.values.window;
  const window = new BrowserWindow({
    ...restoredBounds(
      remembered?.bounds ?? null,
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
    },
  });
  if (remembered?.maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    preferences.change({
      window: { bounds: window.getNormalBounds(), maximised: window.isMaximized() },
    }),
  );
  confine(window.webContents, isOwnPage);
  reloadAfterCrash(window.webContents, log);
  void window.loadURL(START_URL);
  return window;
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
