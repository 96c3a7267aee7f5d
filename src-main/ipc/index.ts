/** The door to everything behind the windows; the application comes in here and nowhere else. */
import path from 'node:path';
import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { REQUEST_CHANNEL } from '../../src-shared/contract/transport';
import { engineEnvironment, readRuntime } from '../engine-host/runtime';
import { utilityProcessLauncher } from '../engine-host/utility-process';
import { engineSettings } from '../preferences/engine-settings';
import { type Backend, type BackendOptions, openBackend } from './backend';

export { defaultHome } from '../history';
export { describeFiles } from './offered-files';
export type { ErrorLog } from './answer';
export type { Backend } from './backend';
export type { ChosenPath, ChosenPlace, Desktop } from './desktop';
export type { Send } from '../engine-host/window-feed';

export interface DesktopBackendOptions extends Omit<BackendOptions, 'runtime' | 'launch' | 'demonstration'> {
  /** The folder that holds `out`, `models` and `node_modules`. */
  readonly applicationFolder: string;
  /** Whether a frame shows the application's own page in one of its windows; requests of others are refused. */
  readonly isTrusted: (frame: WebFrameMain | null, contents: WebContents) => boolean;
}

/** Opens the backend with Electron's processes and lets windows reach it. Throws as `openBackend` does. */
export function openDesktopBackend({
  applicationFolder,
  isTrusted,
  ...options
}: DesktopBackendOptions): Backend {
  const runtime = readRuntime(applicationFolder);
  const worker = path.join(applicationFolder, 'out/main/engine-worker.cjs');
  const environment = () =>
    engineEnvironment(runtime, engineSettings(options.preferences, process.env), process.env);
  const backend = openBackend({
    ...options,
    runtime,
    demonstration: path.join(applicationFolder, 'models', 'demonstration.zip'),
    launch: utilityProcessLauncher(worker, environment),
  });
  ipcMain.handle(REQUEST_CHANNEL, (event, name: unknown, input: unknown) => {
    if (!isTrusted(event.senderFrame, event.sender))
      throw new Error('Refused: not the application’s own page');
    return backend.answer(String(name), input);
  });
  return backend;
}
