import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/** The real application, started on a home of its own. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Of the main process; still known after it has ended. */
  readonly process: ChildProcess;
}

const root = path.resolve(import.meta.dirname, '../..');
// Outside Electron, the package's export is the path of the executable.
const executablePath = createRequire(import.meta.url)('electron') as unknown as string;
// Chromium's sandbox refuses to run as root, which only containers do.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The command line that starts the application on a home. */
export function appCommand(
  home: string,
  parameters: readonly string[] = [],
): { executablePath: string; args: string[]; cwd: string } {
  return { executablePath, args: [...sandbox, root, '--home', home, ...parameters], cwd: root };
}

export async function launchApp(home: string, parameters: readonly string[] = []): Promise<RunningApp> {
  const electron = await _electron.launch({
    ...appCommand(home, parameters),
    // The application decides between light and dark, not Playwright.
    colorScheme: null,
  });
  return { electron, page: await electron.firstWindow(), process: electron.process() };
}

/** Lets the question about a running training be answered with one of its buttons, as a user would. */
export async function answerClosingQuestion(app: RunningApp, button: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, label) => {
    dialog.showMessageBox = async (...parameters: unknown[]) => {
      const options = parameters.at(-1) as Electron.MessageBoxOptions;
      (globalThis as { questions?: string[] }).questions ??= [];
      (globalThis as { questions?: string[] }).questions!.push(options.message);
      return { response: options.buttons!.indexOf(label), checkboxChecked: false };
    };
  }, button);
}

/** The questions that were answered by `answerClosingQuestion`. */
export function questionsAsked(app: RunningApp): Promise<string[]> {
  return app.electron.evaluate(() => (globalThis as { questions?: string[] }).questions ?? []);
}

/** Closes the window as its close button does. */
export async function closeWindow(app: RunningApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close());
}

/** Process ids of the engine's utility processes. */
export function engineProcesses(app: RunningApp): Promise<number[]> {
  return app.electron.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .filter((metric) => metric.type === 'Utility' && metric.name?.startsWith('Unroll'))
      .map((metric) => metric.pid),
  );
}

/** Lets the system's dialogs answer with a path, as if a user had chosen it. */
export async function choosePath({ electron }: RunningApp, chosen: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, chosen);
}
