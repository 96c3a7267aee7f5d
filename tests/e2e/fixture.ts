import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { launchApp, type RunningApp } from '../helpers/electron-app';
import { temporaryHome } from '../helpers/temporary-home';
import { trainSmallStudy } from '../helpers/trained-home';
import { SMALL_SETTINGS } from './study-form';

interface Fixtures {
  /** A new, empty home folder. */
  readonly home: string;
  /** Puts a trained study with all three architectures into the home, before it is launched. */
  readonly trained: TrainedStudy;
  /** Starts the application on the test's home, with further parameters; whatever still runs at the end of the test is ended. */
  readonly launch: (...parameters: string[]) => Promise<RunningApp>;
}

interface TrainedStudy {
  /** Id of the study `Trained`. */
  readonly study: string;
}

interface WorkerFixtures {
  /** A home that is trained once, and copied into the home of every test that asks for it. */
  readonly trainedHome: TrainedStudy & { readonly folder: string };
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  trainedHome: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are needed from this pattern.
    async ({}, use) => {
      const { home: folder, remove } = temporaryHome();
      await use({ folder, study: trainSmallStudy(folder, 'Trained', SMALL_SETTINGS) });
      remove();
    },
    { scope: 'worker' },
  ],
  trained: async ({ home, trainedHome: { folder, study } }, use) => {
    cpSync(folder, home, { recursive: true });
    await use({ study });
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are needed from this pattern.
  home: async ({}, use) => {
    const { home, remove } = temporaryHome();
    await use(home);
    remove();
  },
  launch: async ({ home }, use, testInfo) => {
    const running: RunningApp[] = [];
    const output: string[] = [];
    await use(async (...parameters) => {
      const app = await launchApp(home, parameters);
      running.push(app);
      for (const stream of [app.process.stdout, app.process.stderr])
        stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
      app.page.on('console', (message) => output.push(`[window] ${message.text()}\n`));
      return app;
    });
    await Promise.all(running.map(end));
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('application output', { body: output.join('') });
  },
});

/** Ends an application without its questions, and the processes under it. */
async function end({ electron, process }: RunningApp): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  await electron.evaluate(({ app }) => app.exit(0)).catch(() => process.kill('SIGKILL'));
  await ended;
}

export { expect } from '@playwright/test';
