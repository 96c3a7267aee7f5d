import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture';

const rows = (page: Page) => page.getByRole('list', { name: 'Examples' }).getByRole('button');
const count = (page: Page) => page.getByText(/of \d+ test examples/).locator('..');

test('examples are found by keys and conditions, kept as a slice with its metrics, and written', async ({
  launch,
  home,
  trained: { study },
}) => {
  const { page, electron } = await launch();
  await page.evaluate((id) => (location.hash = `#/study/${id}/examples`), study);
  await expect(page.getByRole('article', { name: 'Example 0' })).toBeVisible();
  const all = Number((await count(page).textContent())!.match(/of (\d+)/)![1]);
  const metrics = page.getByRole('table', { name: 'Metrics on these examples' });
  await expect(metrics.getByRole('row')).toHaveCount(4);

  await page.keyboard.press('j');
  await expect(page.getByRole('article', { name: 'Example 1' })).toBeVisible();
  await page.keyboard.press('G');
  await expect(page.getByRole('article', { name: `Example ${all - 1}` })).toBeVisible();
  // As fast as somebody types: the second key is for the example that the first one goes to.
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(page.getByRole('article', { name: 'Example 0' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Favourite', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByRole('button', { name: /^Favourites/ }).click();
  await expect(count(page)).toContainText('1 of');
  await page.keyboard.press('0');
  await expect(count(page)).toContainText(`${all} of`);

  await page.keyboard.press('/');
  await page.keyboard.type('^return', { delay: 5 });
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await page.getByRole('combobox', { name: 'Where to search' }).selectOption('source');
  await expect(count(page)).not.toContainText(`${all} of`);
  await expect(rows(page).first()).toContainText(/^return/);
  const found = await count(page).textContent();
  await page.getByRole('button', { name: 'Slices' }).click();
  await page.getByRole('textbox', { name: 'Keep these conditions as' }).fill('Returning');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(count(page)).toContainText(`${all} of`);
  await page.getByRole('button', { name: 'Slices' }).click();
  await page.getByRole('link', { name: 'Returning' }).click();
  await expect(count(page)).toHaveText(found!);
  await expect(page.getByText(`${parseInt(found!)} examples, 95% intervals`)).toBeVisible();

  const file = path.join(home, 'list.csv');
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Export examples' }).click();
  await page.getByRole('menuitem', { name: 'Save all as CSV…' }).click();
  await expect(page.getByText(`Written: ${file}`)).toBeVisible();
  expect(readFileSync(file, 'utf8').trimEnd().split('\r\n')).toHaveLength(1 + parseInt(found!));

  await page.getByRole('button', { name: 'Returning' }).click();
  await page.getByRole('button', { name: 'Delete Returning' }).click();
  await expect(page.getByRole('link', { name: 'Returning' })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Returning' })).toBeVisible();
});

test('answers are compared with the reference or with each other, and a link leads back to the same view', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((id) => (location.hash = `#/study/${id}/examples?example=3`), study);
  const article = page.getByRole('article', { name: 'Example 3' });
  await expect(article.getByRole('deletion').first()).toBeVisible();
  await article.getByRole('combobox', { name: 'Compare with' }).selectOption({ label: 'LSTM' });
  await expect(article.getByRole('region', { name: 'LSTM', exact: true }).getByRole('deletion')).toHaveCount(
    0,
  );
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'BLEU, LSTM' });
  await page
    .getByRole('group', { name: /^Outcomes of/ })
    .getByRole('button', { name: / [1-9]\d*$/ })
    .first()
    .click();
  await expect(rows(page).first()).toBeVisible();
  const place = await page.evaluate(() => location.hash);
  const text = await article.textContent();
  const found = await count(page).textContent();

  await page.evaluate(() => (location.hash = '#/studies'));
  await page.evaluate((hash) => (location.hash = hash), place);
  await expect(page.getByRole('article')).toHaveText(text!);
  await expect(count(page)).toHaveText(found!);

  await page.getByRole('searchbox', { name: 'Search examples' }).fill('zebra');
  await page.getByRole('button', { name: '“zebra”' }).click();
  await expect(count(page)).toHaveText(found!);
});
