import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import {
  answerClosingQuestion,
  appCommand,
  closeWindow,
  questionsAsked,
  type RunningApp,
} from '../helpers/electron-app';
import { expect, test } from './fixture';
import { lossSummary, startLongStudy } from './study-form';

const placeOf = (page: Page) => new URL(page.url()).hash;

/** Clicks an entry of the application menu. */
async function choose({ electron }: RunningApp, label: string): Promise<void> {
  await electron.evaluate(({ Menu }, wanted) => {
    const all = (items: Electron.MenuItem[]): Electron.MenuItem[] =>
      items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
    all(Menu.getApplicationMenu()!.items)
      .find((item) => item.label === wanted)!
      .click();
  }, label);
}

function windowCount({ electron }: RunningApp): Promise<number> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

test('a link opens in a window of its own, and the next start has both windows where they were', async ({
  launch,
  trained: { study },
}) => {
  const first = await launch();
  const opened = first.electron.waitForEvent('window');
  await first.page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Trained' })
    .click({ modifiers: ['Control'] });
  const second = await opened;
  await expect(second.getByRole('heading', { level: 1, name: 'Trained' })).toBeVisible();
  expect(placeOf(first.page)).toBe('');
  await first.page.getByRole('link', { name: 'Help' }).click();

  // What one window decides holds in all.
  await first.page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await expect(second.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await second.evaluate((id) => (location.hash = `#/study/${id}/configuration`), study);
  await expect(second.getByRole('tab', { name: 'Configuration', selected: true })).toBeVisible();
  await first.electron.close();

  const again = await launch();
  await expect
    .poll(() => again.electron.windows().map(placeOf).sort())
    .toEqual(['#/help', `#/study/${study}/configuration`]);
});

test('the menu zooms every window, goes back and lists visited places', async ({
  launch,
  trained: { study },
}) => {
  const app = await launch();
  const { page } = app;
  await page.evaluate((id) => (location.hash = `#/study/${id}/training`), study);
  await expect(page.getByRole('heading', { level: 1, name: 'Trained' })).toBeVisible();
  const width = await page.evaluate(() => innerWidth);
  await choose(app, 'Zoom in');
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(width);
  await choose(app, 'Actual size');
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
  await choose(app, 'Back');
  await expect(page.getByRole('heading', { level: 1, name: 'Studies' })).toBeVisible();
  await choose(app, 'Forward');
  await expect(page.getByRole('heading', { level: 1, name: 'Trained' })).toBeVisible();
  await page.waitForTimeout(1200);
  await choose(app, 'Settings…');
  await expect(page.getByRole('combobox', { name: 'Threads' })).toBeVisible();
  await choose(app, 'Trained');
  await expect(page.getByRole('heading', { level: 1, name: 'Trained' })).toBeVisible();
});

test('a second start shows the place or file that it is given in the first window', async ({
  launch,
  home,
  trained: { study },
}) => {
  const { page } = await launch('--open', `unroll://study/${study}/configuration`);
  await expect(page.getByRole('tab', { name: 'Configuration', selected: true })).toBeVisible();
  const { executablePath, args, cwd } = appCommand(home, ['tests/integration/engine/evaluation']);
  await once(spawn(executablePath, args, { cwd, stdio: 'ignore' }), 'exit');
  await expect.poll(() => placeOf(page)).toContain('#/new?source=');
});

test('only the last window asks what shall become of a training', async ({ launch }) => {
  const app = await launch();
  await startLongStudy(app.page, 'Two windows');
  await expect(lossSummary(app.page)).toContainText('at step');
  await answerClosingQuestion(app, 'Cancel');
  await choose(app, 'New window');
  await expect.poll(() => windowCount(app)).toBe(2);
  await closeWindow(app);
  await expect.poll(() => windowCount(app)).toBe(1);
  expect(await questionsAsked(app)).toEqual([]);
  await closeWindow(app);
  await expect.poll(() => questionsAsked(app)).toHaveLength(1);
  expect(await windowCount(app)).toBe(1);
});
