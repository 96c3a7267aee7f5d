import { once } from 'node:events';
import type { RunningApp } from '../helpers/electron-app';
import { killAt, outcomeOf, randomKillPoints, SAVED_OFTEN } from '../helpers/killed-runs';
import { temporaryHome } from '../helpers/temporary-home';
import { trainSmallStudy } from '../helpers/trained-home';
import { expect, test } from './fixture';
import { runRow, startStudy, openStudy } from './study-form';

/** Ends every process of the application at once, as a machine does that goes down. */
async function killAll({ electron, process: main }: RunningApp): Promise<void> {
  const processes = await electron.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
  const ended = once(main, 'exit');
  for (const pid of processes)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It went with its parent.
    }
  await ended;
}

test('a study whose application is killed in the middle of training is resumed by its button and ends as one that never was interrupted', async ({
  launch,
  home,
}) => {
  const { home: whole, remove } = temporaryHome();
  trainSmallStudy(whole, 'Whole', SAVED_OFTEN);

  const app = await launch();
  await startStudy(app.page, {
    name: 'Killed',
    source: 'Synthetic',
    sourceFields: { Rows: '300' },
    settings: SAVED_OFTEN,
  });
  const [point] = randomKillPoints(1, 666);
  const killed = await killAt(
    { ...point, checkpoints: 12, cutsOff: true },
    home,
    () => app.process.exitCode !== null,
    () => killAll(app),
  );
  expect(killed).toBe(true);

  const { page } = await launch();
  await openStudy(page, 'Killed');
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Interrupted');
  await page.getByRole('button', { name: 'Resume' }).click();
  const states = page.getByRole('table', { name: 'Runs' }).getByText(/^(Finished|Failed|Stopped)$/);
  await expect(states).toHaveCount(3, { timeout: 120_000 });
  expect(outcomeOf(home)).toEqual(outcomeOf(whole));
  remove();
});
