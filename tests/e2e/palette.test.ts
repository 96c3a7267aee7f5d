import type { Page } from '@playwright/test';
import { findings } from './findings';
import { expect, test } from './fixture';

const field = (page: Page) =>
  page.getByRole('combobox', { name: 'Search studies, runs, pages and commands' });
const options = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option');

test('the palette finds studies, pages and commands by some letters, and is used by keys alone', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await expect(page.getByRole('heading', { level: 1, name: 'Studies' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  expect(await findings(page)).toEqual([]);
  await field(page).fill('trnd');
  await expect(options(page).first()).toContainText('Trained');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Trained' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: 'Tab, Training' })).toBeVisible();
  await field(page).fill('dark th');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();

  await page.keyboard.press('Control+k');
  await field(page).fill(`unroll://study/${study}/examples?example=3`);
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).hash).toBe(`#/study/${study}/examples?example=3`);

  await page.keyboard.press('Control+k');
  await field(page).fill('theme');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveCount(0);
});

test('the help is found by F1 and by the words of a term, and lists the keys', async ({ launch }) => {
  const { page } = await launch();
  // Keys are heard as soon as the window shows something.
  await expect(page.getByRole('link', { name: 'Studies', exact: true })).toBeVisible();
  await page.keyboard.press('F1');
  await page.getByRole('searchbox', { name: 'Search terms' }).fill('p-value');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article')).toContainText('approximate randomisation');
  await page.keyboard.press('Control+/');
  await expect(page.getByRole('region', { name: 'Keyboard shortcuts' })).toContainText('Search and run');
});
