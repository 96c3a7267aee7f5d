import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from '@playwright/test';
import { inCheckout } from '../checkout';
import { killFamily } from '../report/other-load';

/** The real application as users start it: nothing is attached to it before its window is there. */
export interface StartedApplication {
  readonly page: Page;
  /** By `Date.now()`, when its process was started. */
  readonly startedAt: number;
  end(): Promise<void>;
}

/** Starts the application on a home. */
export async function startApplication(home: string): Promise<StartedApplication> {
  const startedAt = Date.now();
  const process = spawn(executable(), [...flags(), inCheckout(), '--home', home], {
    cwd: inCheckout(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await debuggerAddress(process));
  return {
    page: await firstPage(browser),
    startedAt,
    async end() {
      const ended = once(process, 'exit');
      killFamily(process.pid!);
      await ended;
    },
  };
}

// Outside Electron, the package's export is the path of the executable.
const executable = () => createRequire(inCheckout('package.json'))('electron') as string;

/** Chromium's sandbox refuses to run as root, which only containers do. */
const flags = () => ['--remote-debugging-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

async function debuggerAddress(process: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: process.stderr! })) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address) {
      // Nobody reads on, and a full pipe would halt the application.
      process.stderr!.resume();
      return address;
    }
  }
  throw new Error('The application ended before it had a window');
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  return context.pages()[0] ?? context.waitForEvent('page');
}
