import path from 'node:path';
import { app, dialog } from 'electron';
import { UserError } from '../../src-shared/domain/errors';
import { defaultHome } from '../ipc';
import { Application } from './application';
import { homeFromArguments } from './launch-options';
import { declareProtocol } from './protocol';

/** What has to happen before Electron is ready; the application itself once it is. */
function start(): void {
  const home = homeFromArguments(process.argv) ?? defaultHome();
  app.setPath('userData', path.join(home, 'electron'));
  // The lock lies in userData, so there is one instance for each home; a second one shows the first one's window.
  if (!app.requestSingleInstanceLock()) return app.quit();
  declareProtocol();
  app
    .whenReady()
    .then(() => new Application(home).show())
    .catch(fail);
}

function fail(error: unknown): void {
  const message = error instanceof UserError ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`${message}\n`);
  dialog.showErrorBox('Unroll cannot start', message);
  app.exit(1);
}

try {
  start();
} catch (error) {
  fail(error);
}
