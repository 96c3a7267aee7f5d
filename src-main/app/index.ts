import path from 'node:path';
import { app, BrowserWindow } from 'electron';
import { declareProtocol, serveInterface, START_URL } from './protocol';
import { denyPermissions } from './security';

declareProtocol();
void app.whenReady().then(() => {
  serveInterface(path.join(app.getAppPath(), 'out/renderer'));
  denyPermissions();
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { preload: path.join(app.getAppPath(), 'out/preload/index.cjs'), sandbox: true },
  });
  void window.loadURL(START_URL);
});
