/**
 * How fluent the window stays with curves: while points pour in through main process, history and feed as from an engine, and
 * while many long curves are moved by the mouse.
 */
import type { Page } from '@playwright/test';
import { builtFile } from '../../src-main/files/built-file';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import { PRESETS } from '../../src-shared/domain/configuration';
import type { StudyList } from '../../src-shared/domain/study-list';
import type { Progress } from '../benchmark';
import { type Fluency, inApplication, observed, SETTLE_MILLISECONDS } from './fluency';
import { recordHome } from './recorded-home';

export interface ArrivingPoints extends Fluency {
  /** Loss, gradient norm, learning rate, teacher-forcing ratio and tokens/s of each step that came. */
  readonly pointsPerSecond: number;
}

export interface PannedCurves extends Fluency {
  readonly curves: number;
  readonly pointsPerCurve: number;
}

const QUANTITIES_OF_A_STEP = 5;

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
    const step = async () => {
      const written = /at step ([\d,]+)/.exec((await summary.textContent()) ?? '')?.[1] ?? '0';
      return Number(written.replaceAll(',', ''));
    };
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
