import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { choosePath } from '../helpers/electron-app';
import { findings } from './findings';
import { expect, test } from './fixture';

/** Groups make a tree of it. */
const grid = (page: Page) =>
  page.getByRole('grid', { name: 'Runs' }).or(page.getByRole('treegrid', { name: 'Runs' }));
const rows = (page: Page) => grid(page).getByRole('row', { name: 'Trained' });
const go = (page: Page, hash: string) => page.evaluate((place) => (location.hash = place), hash);

test('runs are filtered by what is completed, a wrong filter says what is wrong, and links find it all again', async ({
  launch,
  trained: _,
}) => {
  const { page } = await launch();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
  await expect(rows(page)).toHaveCount(3);

  const filter = page.getByRole('combobox', { name: 'Filter runs' });
  await filter.fill('arch');
  await page.getByRole('option', { name: 'architecture' }).click();
  await filter.press('End');
  await filter.pressSequentially(':lstm-');
  await page.getByRole('option', { name: 'lstm-attention' }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('LSTM + attention');

  await filter.fill('blue > 2');
  await expect(page.getByText('There is no column “blue”; did you mean bleu?')).toBeVisible();
  await expect(rows(page)).toHaveCount(3);

  await go(page, '#/runs?filter=HIDDEN_DIM+%3E+1+not+arch%3Alstm&sort=-parameters');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('LSTM + attention');
});

test('runs are chosen by keyboard, tagged together, deleted and brought back', async ({
  launch,
  trained: _,
}) => {
  const { page } = await launch();
  await go(page, '#/runs');
  await grid(page).focus();
  for (const key of ['ArrowDown', 'Space', 'Shift+ArrowDown']) await page.keyboard.press(key);
  await expect(page.getByText('2 runs chosen')).toBeVisible();
  const actions = page.getByRole('toolbar', { name: 'What is done with the chosen runs' });
  await actions.getByRole('button', { name: 'Tags' }).click();
  await page.getByRole('combobox', { name: 'Add a tag to 2 runs' }).fill('final');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(rows(page).filter({ hasText: 'final' })).toHaveCount(2);

  await grid(page).focus();
  await page.keyboard.press('Delete');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).filter({ hasText: 'final' })).toHaveCount(2);
});

test('a pinned baseline shows differences, groups show means, notes stay, and the table is saved', async ({
  launch,
  home,
  trained: _,
}) => {
  const app = await launch();
  const { page } = app;
  await go(page, '#/runs');
  await rows(page).first().click();
  const details = page.getByRole('complementary', { name: 'Details of the run' });
  await details.getByRole('button', { name: 'Pin as baseline' }).click();
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).last()).toContainText(/[+−][\d.]+/);
  await details.getByRole('textbox', { name: 'Notes on the run' }).fill('The one to beat');
  await details.getByRole('button', { name: 'Close details' }).click();

  await page.getByRole('button', { name: 'Group' }).click();
  await page.getByRole('checkbox', { name: 'Study' }).check();
  await page.keyboard.press('Escape');
  await expect(grid(page).getByRole('row', { name: /Trained.*3 runs/ })).toContainText('±');

  const path = join(home, 'runs.csv');
  await choosePath(app, path);
  await page.getByRole('button', { name: 'Export Runs' }).click();
  await page.getByRole('menuitem', { name: 'Save as CSV…' }).click();
  await expect(page.getByText(`Written: ${path}`)).toBeVisible();
  expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(1 + 3 + 1);
  await go(page, '#/runs?filter=notes:beat');
  await expect(rows(page)).toHaveCount(2);
});

test('columns are moved with keys and the mouse and made wider, another reading of a metric is chosen, and all is remembered', async ({
  launch,
  trained: _,
}) => {
  const first = await launch();
  await go(first.page, '#/runs');
  const headers = (page: Page) => grid(page).getByRole('columnheader');
  await headers(first.page).getByRole('button', { name: 'State', exact: true }).focus();
  await first.page.keyboard.press('Alt+ArrowLeft');
  await expect(headers(first.page).nth(2)).toContainText('State');
  await headers(first.page).filter({ hasText: 'Token accuracy' }).dragTo(headers(first.page).nth(2));
  await expect(headers(first.page).nth(2)).toContainText('Token accuracy');
  const widthOf = async () => (await headers(first.page).nth(1).boundingBox())!;
  const before = await widthOf();
  await first.page.mouse.move(before.x + before.width - 2, before.y + before.height / 2);
  await first.page.mouse.down();
  await first.page.mouse.move(before.x + before.width + 60, before.y + before.height / 2, { steps: 5 });
  await first.page.mouse.up();
  expect((await widthOf()).width - before.width).toBeGreaterThan(50);
  await first.page.getByRole('button', { name: 'Column BLEU' }).click();
  await first.page.getByRole('menuitemradio', { name: 'beam', exact: true }).click();
  await expect(headers(first.page).filter({ hasText: /BLEU\s*beam/ })).toBeVisible();
  await first.electron.close();

  const { page } = await launch();
  await go(page, '#/runs');
  await expect(headers(page).nth(2)).toContainText('Token accuracy');
  await expect(headers(page).nth(3)).toContainText('State');
  await expect(headers(page).filter({ hasText: /BLEU\s*beam/ })).toBeVisible();
});

test('the keyboard keeps its place, and what is typed last is nothing for the next view', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  const hash = () => page.evaluate(() => location.hash);
  await go(page, '#/runs');
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Filter runs' })).toBeFocused();
  await page.keyboard.type('bleu > 99');
  await page.keyboard.press('Control+1');
  const link = page.getByRole('table', { name: 'Studies' }).getByRole('link', { name: 'Trained' });
  await expect(link).toBeVisible();
  await page.waitForTimeout(300);
  expect(await hash()).toBe('#/studies');

  await page.getByRole('button', { name: 'Actions for Trained' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Rename' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(link).toBeFocused();

  await go(page, `#/study/${study}/comparison`);
  const scroller = page.locator('[data-scroller]');
  await expect(page.getByRole('table', { name: 'Differences' })).toBeVisible();
  // At once, as somebody does who knows where to look.
  await scroller.evaluate((element) => (element.scrollTop = 500));
  await page.waitForTimeout(1000);
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(500);
  await go(page, `#/study/${study}/configuration`);
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(0);
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(500);
  await page.keyboard.press('Escape');
  await expect.poll(hash).toBe('#/studies');
});

test('a study is renamed in place, archived, duplicated, deleted with the way back over a restart, and for good', async ({
  launch,
  home,
  trained: { study },
}) => {
  const { page, electron } = await launch();
  const list = page.getByRole('table', { name: 'Studies' });
  const act = async (name: string, action: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
  };
  await act('Trained', 'Rename');
  await page.getByRole('textbox', { name: 'Name' }).fill('First try');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('link', { name: 'First try' })).toBeVisible();

  await act('First try', 'Archive');
  await expect(list).toBeHidden();
  await page.getByRole('button', { name: 'Archived', exact: true }).click();
  await expect(list.getByRole('link', { name: 'First try' })).toBeVisible();

  await act('First try', 'Delete');
  await expect(list).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(list.getByRole('link', { name: 'First try' })).toBeVisible();

  await act('First try', 'Duplicate as new');
  await expect(page).toHaveURL(new RegExp(`#/new\\?from=${study}`));

  await go(page, '#/studies?archived=1');
  await act('First try', 'Delete');
  await expect(list).toBeHidden();
  await electron.close();
  const again = (await launch()).page;
  await again.getByRole('link', { name: 'Recently deleted' }).click();
  await again.getByRole('button', { name: 'Bring back “First try”' }).click();
  await expect(again.getByRole('heading', { name: 'Nothing was deleted' })).toBeVisible();
  await go(again, '#/studies?archived=1');
  await expect(again.getByRole('link', { name: 'First try' }).first()).toBeVisible();
  await again.getByRole('button', { name: 'Actions for First try' }).click();
  await again.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await go(again, '#/deleted');
  await again.getByRole('button', { name: 'Delete “First try” for good' }).click();
  expect(existsSync(join(home, 'studies', study))).toBe(true);
  await again.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(again.getByRole('heading', { name: 'Nothing was deleted' })).toBeVisible();
  expect(existsSync(join(home, 'studies', study))).toBe(false);
});

test('details, groups and open menus of the runs have no serious accessibility findings', async ({
  launch,
  trained: _,
}) => {
  const { page } = await launch();
  await go(page, '#/runs?group=architecture');
  await rows(page).first().click();
  await expect(page.getByRole('complementary', { name: 'Details of the run' })).toBeVisible();
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('radio', { name: theme }).check({ force: true });
    expect(await findings(page), `in the ${theme.toLowerCase()} theme`).toEqual([]);
  }
});
