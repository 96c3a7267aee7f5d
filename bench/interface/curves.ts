/**
 * How fluent the window stays with curves: while points pour in through main process, history and feed as from an engine, and
 * while many long curves are moved by the mouse.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { builtFile } from '../../src-main/files/built-file';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import { PRESETS } from '../../src-shared/domain/configuration';
import type { StudyList } from '../../src-shared/domain/study-list';
import type { Progress } from '../benchmark';
import { inCheckout } from '../checkout';
import { median } from '../report/statistics';
import { recordHome } from './recorded-home';

/** What the window's main thread did while something went on. */
export interface Fluency {
  readonly seconds: number;
  /** Tasks of more than 50 ms, as the browser's long-task observer tells them. */
  readonly longTasks: number;
  readonly longestTaskMilliseconds: number;
  readonly framesPerSecond: number;
  readonly medianFrameMilliseconds: number;
  readonly longestFrameMilliseconds: number;
}

export interface ArrivingPoints extends Fluency {
  /** Loss, gradient norm, learning rate, teacher-forcing ratio and tokens/s of each step that came. */
  readonly pointsPerSecond: number;
}

export interface PannedCurves extends Fluency {
  readonly curves: number;
  readonly pointsPerCurve: number;
}

const QUANTITIES_OF_A_STEP = 5;
const SETTLE_MILLISECONDS = 4000;

/** Points arrive on the training tab of a study, as many a second as asked for. */
export async function measureArrivingPoints(
  progress: Progress,
  { pointsPerSecond = 100_000, seconds = 15 } = {},
): Promise<ArrivingPoints> {
  const stepsPerSecond = Math.ceil(pointsPerSecond / QUANTITIES_OF_A_STEP);
  const environment = { UNROLL_BENCH_STEPS_PER_SECOND: String(stepsPerSecond) };
  return inApplication(environment, async (app, page) => {
    await app.evaluate(({ utilityProcess }, file) => {
      const fork = utilityProcess.fork.bind(utilityProcess);
      utilityProcess.fork = (_real, parameters, options) => fork(file, parameters, options);
    }, builtFile('pouring-worker.cjs'));
    await page.evaluate(
      async (request) => {
        const answer = await window.unroll.request('studies.create', request);
        if (!answer.ok) throw new Error(answer.error.message);
        location.hash = `#/study/${answer.value.study}/training`;
      },
      {
        name: 'Pouring',
        source: { location: 'synthetic:1000' },
        configuration: { ...PRESETS.recommended },
        architectures: [ARCHITECTURES[0]],
      },
    );
    const summary = page.getByRole('figure', { name: 'Loss curves' }).locator('figcaption');
    const step = async () => Number(/at step (\d+)/.exec((await summary.textContent()) ?? '')?.[1] ?? 0);
    while ((await step()) === 0) await page.waitForTimeout(100);
    await page.waitForTimeout(SETTLE_MILLISECONDS);
    const before = await step();
    const fluency = await observed(page, () => page.waitForTimeout(1000 * seconds));
    const arrived = (await step()) - before;
    progress(`${arrived} steps arrived`);
    return { ...fluency, pointsPerSecond: (QUANTITIES_OF_A_STEP * arrived) / fluency.seconds };
  });
}

/** Sixty runs of as many steps as asked for stand in all charts of the training tab, and are moved to and fro. */
export async function measurePanning(
  progress: Progress,
  { runs = 60, steps = 20_000, seconds = 8 } = {},
): Promise<PannedCurves> {
  const studies = Math.ceil(runs / ARCHITECTURES.length);
  let ids: readonly (readonly string[])[] = [];
  const fill = (home: string) => {
    progress(`recording ${runs} runs of ${steps} steps`);
    ids = recordHome(home, { studies, architectures: ARCHITECTURES, stepsPerRun: steps, examples: 1 });
  };
  return inApplication(
    {},
    async (_app, page) => {
      await page.evaluate(
        async ([first, others]) => {
          const answer = await window.unroll.request('studies.list', {});
          if (!answer.ok) throw new Error(answer.error.message);
          const { studies } = JSON.parse(answer.value) as StudyList;
          const { id } = studies.find((study) => study.runs.some((run) => run.id === first))!;
          location.hash = `#/study/${id}/training?from=5000&to=9000&with=${others}`;
        },
        [ids[0][0], ids.slice(1).flat().join(',')] as const,
      );
      await page
        .getByRole('list', { name: 'Runs in the charts' })
        .getByRole('listitem')
        .nth(runs - 1)
        .waitFor();
      await page.waitForTimeout(2 * SETTLE_MILLISECONDS);
      const canvas = page.getByRole('figure', { name: 'Loss curves' }).locator('canvas');
      await canvas.scrollIntoViewIfNeeded();
      const box = (await canvas.boundingBox())!;
      const fluency = await observed(page, () => dragToAndFro(page, box, seconds));
      return { ...fluency, curves: runs, pointsPerCurve: steps };
    },
    fill,
  );
}

async function dragToAndFro(
  page: Page,
  box: { readonly x: number; readonly y: number; readonly width: number },
  seconds: number,
): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  const [left, right, y] = [box.x + 0.25 * box.width, box.x + 0.75 * box.width, box.y + 60];
  await page.keyboard.down('Shift');
  await page.mouse.move(left, y);
  await page.mouse.down();
  for (let isThere = false; performance.now() < end; isThere = !isThere)
    await page.mouse.move(isThere ? left : right, y, { steps: 60 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

/** Watches the window's main thread while something goes on. */
async function observed(page: Page, work: () => Promise<void>): Promise<Fluency> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    const frames: number[] = [];
    const observer = new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    let isOver = false;
    const frame = (now: number) => {
      frames.push(now - last);
      last = now;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, {
      watched: () => {
        isOver = true;
        observer.disconnect();
        return { tasks, frames };
      },
    });
  });
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const { tasks, frames } = await page.evaluate(() =>
    (window as unknown as { watched: () => { tasks: number[]; frames: number[] } }).watched(),
  );
  return {
    seconds,
    longTasks: tasks.length,
    longestTaskMilliseconds: Math.max(0, ...tasks),
    framesPerSecond: frames.length / seconds,
    medianFrameMilliseconds: median(frames),
    longestFrameMilliseconds: Math.max(...frames),
  };
}

async function inApplication<Result>(
  environment: Readonly<Record<string, string>>,
  work: (app: ElectronApplication, page: Page) => Promise<Result>,
  fill: (home: string) => void = () => {},
): Promise<Result> {
  const home = mkdtempSync(path.join(tmpdir(), 'unroll-bench-'));
  let app: ElectronApplication | null = null;
  try {
    fill(home);
    app = await _electron.launch({
      executablePath: createRequire(inCheckout('package.json'))('electron') as string,
      // Chromium's sandbox refuses to run as root, which only containers do.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), inCheckout(), '--home', home],
      cwd: inCheckout(),
      env: { ...(process.env as Record<string, string>), ...environment },
    });
    return await work(app, await app.firstWindow());
  } finally {
    if (app) {
      const ended = once(app.process(), 'exit');
      app.process().kill('SIGKILL');
      await ended;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 20 });
  }
}
