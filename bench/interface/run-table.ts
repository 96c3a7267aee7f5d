import type { Page } from '@playwright/test';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { median } from '../report/statistics';
import { type Fluency, inApplication, observed, SETTLE_MILLISECONDS } from './fluency';
import { recordHome } from './recorded-home';

export interface ScrolledRuns extends Fluency {
  readonly runs: number;
  /** From another page to the rows of the table, medians over visits. */
  readonly openMilliseconds: number;
  /** How far the table was scrolled. */
  readonly rowsPerSecond: number;
}

const ROW_HEIGHT = 32;

/** The table of runs with a long history: opening it, and scrolling through it by the wheel. */
export async function measureRunTable(
  progress: Progress,
  { studies = 1667, visits = 5, seconds = 8 } = {},
): Promise<ScrolledRuns> {
  const fill = (home: string) => {
    progress(`recording ${studies * ARCHITECTURES.length} runs`);
    recordHome(home, { studies, architectures: ARCHITECTURES, stepsPerRun: 20, examples: 1 });
  };
  return inApplication(
    {},
    async (_app, page) => {
      await page.waitForTimeout(SETTLE_MILLISECONDS);
      const times: number[] = [];
      for (let visit = 0; visit < visits; visit++) times.push(await timeOpening(page));
      const grid = page.getByRole('grid', { name: 'Runs' });
      const runs = Number(await grid.getAttribute('aria-rowcount')) - 1;
      await grid.hover();
      const scrolled = () => grid.evaluate((element) => element.scrollTop);
      const fluency = await observed(page, () => turnWheel(page, seconds));
      const rowsPerSecond = (await scrolled()) / ROW_HEIGHT / fluency.seconds;
      return { ...fluency, runs, openMilliseconds: median(times), rowsPerSecond };
    },
    fill,
  );
}

/** From the list of studies to the first rows of runs on the page. */
async function timeOpening(page: Page): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/studies';
  });
  await page.getByRole('heading', { name: 'Studies', exact: true }).waitFor();
  await page.waitForTimeout(500);
  return page.evaluate(async () => {
    const started = performance.now();
    location.hash = '#/runs';
    while (!document.querySelector('[role="grid"][aria-label="Runs"] [role="rowheader"]'))
      await new Promise(requestAnimationFrame);
    return performance.now() - started;
  });
}

async function turnWheel(page: Page, seconds: number): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (performance.now() < end) await page.mouse.wheel(0, 240);
}
