/** The window's main thread while something goes on in the real application. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { inCheckout } from '../checkout';
import { median, percentile } from '../report/statistics';

/** After a window has opened, until nothing of its start is under way. */
export const SETTLE_MILLISECONDS = 4000;

/** What the window's main thread did while something went on. */
export interface Fluency {
  readonly seconds: number;
  /** Tasks of more than 50 ms, as the browser's long-task observer tells them. */
  readonly longTasks: number;
  readonly longestTaskMilliseconds: number;
  readonly framesPerSecond: number;
  readonly medianFrameMilliseconds: number;
  /** Nineteen of twenty frames are shorter. */
  readonly percentile95FrameMilliseconds: number;
  readonly longestFrameMilliseconds: number;
}

/** Watches the window's main thread while something goes on. */
export async function observed(page: Page, work: () => Promise<void>): Promise<Fluency> {
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
    percentile95FrameMilliseconds: percentile(frames, 95),
    longestFrameMilliseconds: Math.max(...frames),
  };
}

/** Works with the application on a home of its own, which is filled first. */
export async function inApplication<Result>(
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
