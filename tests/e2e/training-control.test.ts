import { once } from 'node:events';
import { spawn } from 'node:child_process';
import {
  answerClosingQuestion,
  appCommand,
  closeWindow,
  engineProcesses,
  questionsAsked,
} from '../helpers/electron-app';
import { expect, test } from './fixture';
import { lossSummary, runRow, startLongStudy, openStudy } from './study-form';

test('training is paused and continued', async ({ launch }) => {
  const { page } = await launch();
  await startLongStudy(page, 'Pause me');
  await expect(lossSummary(page)).toContainText('at step');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Paused');
  const paused = await lossSummary(page).textContent();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Training');
  await expect(lossSummary(page)).not.toHaveText(paused!);
});

test('closing the window while a study trains asks, and cancelling keeps everything as it is', async ({
  launch,
}) => {
  const app = await launch();
  await startLongStudy(app.page, 'Going on');
  await expect(lossSummary(app.page)).toContainText('at step');
  await answerClosingQuestion(app, 'Cancel');
  await closeWindow(app);
  await expect.poll(() => questionsAsked(app)).toHaveLength(1);
  const before = await lossSummary(app.page).textContent();
  await expect(lossSummary(app.page)).not.toHaveText(before!);
});

test('stopping at the question writes a checkpoint, from which the study is resumed after the next start', async ({
  launch,
}) => {
  const app = await launch();
  await startLongStudy(app.page, 'Stopped on closing');
  await expect(lossSummary(app.page)).toContainText('at step');
  await answerClosingQuestion(app, 'Stop and quit');
  const ended = once(app.process, 'exit');
  await closeWindow(app);
  const [code] = await ended;
  expect(code).toBe(0);

  const { page } = await launch();
  await openStudy(page, 'Stopped on closing');
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Stopped');
  const stopped = await lossSummary(page).textContent();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Training');
  await expect(lossSummary(page)).not.toHaveText(stopped!);
});

test('training kept in the background goes on without a window and is seen at the next start', async ({
  launch,
  home,
}) => {
  const app = await launch();
  await startLongStudy(app.page, 'In the background');
  await expect(lossSummary(app.page)).toContainText('at step');
  await answerClosingQuestion(app, 'Keep training in the background');
  const closed = app.page.waitForEvent('close');
  await closeWindow(app);
  await closed;
  expect(await engineProcesses(app)).toHaveLength(1);

  const reopened = app.electron.waitForEvent('window');
  const { executablePath, args, cwd } = appCommand(home);
  await once(spawn(executablePath, args, { cwd, stdio: 'ignore' }), 'exit');
  const page = await reopened;
  await openStudy(page, 'In the background');
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Training');
  const seen = await lossSummary(page).textContent();
  await expect(lossSummary(page)).not.toHaveText(seen!);
});

test('a study whose engine process is killed is interrupted, says why, and is resumed', async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  await startLongStudy(page, 'Killed');
  // The first epoch leaves a checkpoint.
  await expect(lossSummary(page)).toContainText('best epoch', { timeout: 60_000 });
  const [engine] = await engineProcesses(app);
  process.kill(engine, 'SIGKILL');
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Interrupted');
  await expect(page.getByRole('table', { name: 'Runs' })).toContainText(
    'The engine process ended unexpectedly (it was ended by SIGKILL',
  );

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Training');
  const resumed = await lossSummary(page).textContent();
  await expect(lossSummary(page)).not.toHaveText(resumed!);
});
