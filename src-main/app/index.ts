import path from 'node:path';
import { app, dialog } from 'electron';
import { UserError } from '../../src-shared/domain/errors';
import { fromSharedLink } from '../../src-shared/domain/routes';
import { defaultHome } from '../ipc';
import { Application } from './application';
import { homeFromArguments, NOTHING_OPENED, type Opened, openedFromArguments } from './launch-options';
import { declareProtocol } from './protocol';

/** What has to happen before Electron is ready; the application itself once it is. */
function start(): void {
  const home = homeFromArguments(process.argv) ?? defaultHome();
  const opened = openedFromArguments(process.argv.slice(1), app.getAppPath());
  app.setPath('userData', path.join(home, 'electron'));
  // The lock lies in userData, so there is one instance for each home; a second one lets the first show what it was asked.
  if (!app.requestSingleInstanceLock(opened)) return app.quit();
  declareProtocol();
  if (app.isPackaged) app.setAsDefaultProtocolClient('unroll');
  const application = app.whenReady().then(() => new Application(home, opened.link));
  const open = (wanted: Opened) =>
    void application.then(
      (ready) => ready.open(wanted),
      () => {}, // Told below.
    );
  app.on('second-instance', (_event, _arguments, _folder, wanted) => open(wanted as Opened));
  followFinder(open);
  application.catch(fail);
  if (opened.files.length > 0) open(opened);
}

/** On macOS, what is opened comes as events, also before the application is ready. */
function followFinder(open: (wanted: Opened) => void): void {
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open({ ...NOTHING_OPENED, files: [file] });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open({ ...NOTHING_OPENED, link: fromSharedLink(url) });
  });
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
