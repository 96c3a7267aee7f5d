import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIfChanged } from './lib/build-application.mjs';
import { runMain } from './lib/main.mjs';
import { startVirtualDisplay } from './lib/virtual-display.mjs';
import { findProgram } from './setup/processes.mjs';
import { inRepository, repository } from './setup/paths.mjs';
import { readRuntime } from './setup/runtime.mjs';
import { setUp, testNeeds } from './setup/setup.mjs';

// Pictures of every view, in both themes, of the real application with the starter study, which is trained for them.
// Usage: node scripts/screenshots.mjs [FOLDER]
const size = { width: 1280, height: 800 };
const themes = ['light', 'dark'];
const trainingLimit = 30 * 60_000;

runMain(async () => {
  const folder = path.resolve(process.argv[2] ?? inRepository('docs', 'images'));
  await setUp({ needs: testNeeds() });
  await buildIfChanged();
  await mkdir(folder, { recursive: true });
  const home = await mkdtemp(path.join(tmpdir(), 'unroll-screenshots-'));
  const display = findProgram('Xvfb') ? await startVirtualDisplay() : null;
  try {
    const app = await launch(home, display?.display);
    await takeAll(await app.firstWindow(), app, folder);
    await app.close();
    return 0;
  } finally {
    display?.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  }
});

async function launch(home, display) {
  const { _electron } = await import('@playwright/test');
  const { electron } = await readRuntime();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return _electron.launch({
    executablePath: electron.path,
    args: [...sandbox, repository, '--home', home],
    env: { ...process.env, ...(display ? { DISPLAY: display } : {}) },
    colorScheme: null,
  });
}

async function takeAll(page, app, folder) {
  await app.evaluate(
    ({ BrowserWindow }, wanted) =>
      BrowserWindow.getAllWindows()[0].setContentSize(wanted.width, wanted.height),
    size,
  );
  const take = async (name) => {
    for (const theme of themes) {
      await page.getByRole('radio', { name: theme === 'light' ? 'Light' : 'Dark' }).check({ force: true });
      await settle(page);
      await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
    }
    process.stderr.write(`${name}\n`);
  };

  const start = page.getByRole('button', { name: 'Start the starter study' });
  await start.waitFor();
  await take('first-launch');
  await start.click();
  // In the middle of the second run there are curves of two models to see.
  const runs = page.getByRole('table', { name: 'Runs' });
  const lstm = runs
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'LSTM', exact: true }) });
  await reach(page, lstm.getByText('Training'));
  await page.waitForTimeout(5000);
  await take('run');

  await reach(page, runs.getByText('Finished').nth(2));
  await take('run-finished');
  await page.getByRole('tab', { name: 'Configuration' }).click();
  await take('configuration');
  await page.getByRole('tab', { name: 'Comparison' }).click();
  await page.getByRole('figure', { name: 'Attention heatmap' }).waitFor();
  await take('results');
  await page.getByRole('figure', { name: 'Attention heatmap' }).scrollIntoViewIfNeeded();
  await take('attention');
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await navigation.getByRole('link', { name: 'Studies' }).click();
  await take('studies');
  await navigation.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('combobox', { name: 'Threads' }).waitFor();
  await take('settings');
  await navigation.getByRole('link', { name: 'New study' }).click();
  await page.getByRole('button', { name: 'Inspect data' }).click();
  const inspecting = page.getByRole('progressbar', { name: 'Inspecting data' });
  await inspecting.waitFor();
  await inspecting.waitFor({ state: 'detached', timeout: trainingLimit });
  await take('new-study');
}

/** Waits for a state of the training; one that ended otherwise will not reach it. */
async function reach(page, state) {
  const failure = page.getByRole('table', { name: 'Runs' }).getByText(/^(Failed|Interrupted)$/);
  await state.or(failure).first().waitFor({ timeout: trainingLimit });
  if (await failure.count())
    throw new Error(`The study failed:\n${await page.getByRole('main').innerText()}`);
}

/** Two frames, after which fonts, styles and charts have been drawn. */
async function settle(page) {
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 250))),
      ),
  );
}
