import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfChanged } from '../lib/build-application.mjs';
import { runMain } from '../lib/main.mjs';
import { startVirtualDisplay } from '../lib/virtual-display.mjs';
import { inRepository, repository } from '../setup/paths.mjs';
import { findProgram } from '../setup/processes.mjs';
import { readRuntime } from '../setup/runtime.mjs';
import { setUp, testNeeds } from '../setup/setup.mjs';
import { viewsOf } from './views.mjs';

// Pictures of every view, in both themes and two sizes, of the real application with the starter study, which is trained
// for them; with --home, of the newest study of a home, which is left as it is.
// Those of the starter study that the README shows are kept in docs/images as well.
// Usage: node scripts/screenshots/index.mjs [FOLDER] [--home HOME] [--only NAME,...]
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const themes = ['light', 'dark'];
const trainingLimit = 30 * 60_000;

runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { home: { type: 'string' }, only: { type: 'string' } },
    allowPositionals: true,
  });
  const folder = path.resolve(positionals[0] ?? inRepository('test-results', 'screenshots'));
  await setUp({ needs: testNeeds() });
  await buildIfChanged();
  await mkdir(folder, { recursive: true });
  const home = await mkdtemp(path.join(tmpdir(), 'unroll-screenshots-'));
  if (values.home) await cp(values.home, home, { recursive: true });
  const display = findProgram('Xvfb') ? await startVirtualDisplay() : null;
  const app = await launch(home, display?.display);
  try {
    const camera = new Camera(app, folder, values.only?.split(','));
    if (!values.home) await takeTraining(camera);
    await takeViews(camera);
    if (!values.home) await keepForReadme(folder);
    return 0;
  } finally {
    app.process().kill('SIGKILL');
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

/** Takes what the window shows, in every size and theme. */
class Camera {
  constructor(app, folder, only) {
    Object.assign(this, { app, folder, only });
  }

  page() {
    return this.app.firstWindow();
  }

  wants(name) {
    return !this.only || this.only.includes(name);
  }

  async take(name) {
    if (!this.wants(name)) return;
    const page = await this.page();
    for (const { width, height } of sizes) {
      await this.app.evaluate(
        ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0].setContentSize(...bounds),
        [width, height],
      );
      for (const theme of themes) {
        await page.evaluate((name) => window.unroll.request('app.changePreferences', { theme: name }), theme);
        await page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);
        await settle(page);
        const size = width === sizes[0].width ? '' : `-${width}`;
        await page.screenshot({ path: path.join(this.folder, `${name}${size}-${theme}.png`) });
      }
    }
    process.stderr.write(`${name}\n`);
  }
}

/** The first launch, and the starter study while it trains. */
async function takeTraining(camera) {
  const page = await camera.page();
  const start = page.getByRole('button', { name: 'Start the starter study' });
  await start.waitFor();
  await camera.take('first-launch');
  await start.click();
  // In the middle of the second run there are curves of two models to see.
  const runs = page.getByRole('table', { name: 'Runs' });
  const lstm = runs
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'LSTM', exact: true }) });
  await reach(page, lstm.getByText('Training'));
  await page.waitForTimeout(5000);
  await camera.take('live');
  await reach(page, runs.getByText('Finished').nth(2));
}

async function takeViews(camera) {
  const page = await camera.page();
  const trained = await page.evaluate(async () => {
    const { value } = await window.unroll.request('studies.list', {});
    const study = JSON.parse(value).studies.find(
      ({ runs }) => runs.length === 3 && runs.every((run) => run.evaluations.length),
    );
    return { study: study.id, runs: study.runs.map(({ id }) => id) };
  });
  for (const { name, link, prepare } of viewsOf(trained)) {
    if (!camera.wants(name)) continue;
    await page.evaluate((fragment) => (location.hash = fragment), link);
    await settle(page);
    await prepare?.(page);
    await camera.take(name);
    await page.keyboard.press('Escape');
  }
}

async function keepForReadme(folder) {
  const text = await readFile(inRepository('README.md'), 'utf8');
  for (const [, name] of text.matchAll(/\(docs\/images\/([\w-]+\.png)\)/g)) {
    const picture = path.join(folder, name);
    if (existsSync(picture)) await cp(picture, inRepository('docs', 'images', name));
  }
}

/** Waits for a state of the training; one that ended otherwise will not reach it. */
async function reach(page, state) {
  const failure = page.getByRole('table', { name: 'Runs' }).getByText(/^(Failed|Interrupted)$/);
  await state.or(failure).first().waitFor({ timeout: trainingLimit });
  if (await failure.count())
    throw new Error(`The study failed:\n${await page.getByRole('main').innerText()}`);
}

/** Nothing is loading any more, and two frames, after which fonts, styles and charts have been drawn. */
async function settle(page) {
  await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy="true"]'), undefined, {
    timeout: 120_000,
  });
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 400))),
      ),
  );
}
