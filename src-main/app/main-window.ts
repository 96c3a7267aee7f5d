import path from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import type { Preferences } from './preferences';
import { START_URL, isOwnPage } from './protocol';
import { confine } from './security';
import { MINIMUM_SIZE, restoredBounds } from './window-bounds';

/** Opens the window where it was when it was last closed, and shows it once there is something to see. */
export function openMainWindow(preferences: Preferences): BrowserWindow {
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
  void window.loadURL(START_URL);
  return window;
}
