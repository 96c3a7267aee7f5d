import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture';

function figure(page: Page, name = 'Attention heatmap') {
  return page.getByRole('figure', { name, exact: true });
}

function tokensOf(page: Page, line: string) {
  return page.getByRole('group', { name: line, exact: true });
}

test('a source token that is masked changes the answer at once, and the link says so', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((hash) => (location.hash = hash), `#/study/${study}/attention?example=2`);
  await expect(figure(page).locator('canvas')).toBeVisible({ timeout: 20_000 });

  const source = tokensOf(page, 'Source');
  const second = source.getByRole('button').nth(1);
  const token = await second.textContent();
  await second.click();
  await expect(page.getByRole('textbox', { name: `In place of ${token}` })).toHaveValue('<UNK>');
  await expect(tokensOf(page, 'Before')).toBeVisible();
  await expect(tokensOf(page, 'After')).toBeVisible();
  expect(new URL(page.url()).hash).toContain('edit=2%3A%253CUNK%253E');

  await page.getByRole('radio', { name: 'Difference' }).check({ force: true });
  const difference = figure(page, 'Difference of attention').locator('figcaption');
  await expect(difference).toContainText('steps in common');
  const masked = await difference.textContent();
  await page.getByRole('button', { name: `Remove ${token}` }).click();
  await expect(difference).not.toHaveText(masked!);

  await page.getByRole('button', { name: `Restore ${token}` }).click();
  await expect(tokensOf(page, 'Output')).toBeVisible();
  expect(new URL(page.url()).hash).not.toContain('edit');
});

test('the heatmap is walked through by keys, which links its cells with the tokens of both texts', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((hash) => (location.hash = hash), `#/study/${study}/attention`);
  const heatmap = figure(page);
  const cells = heatmap.getByRole('application');
  await cells.focus({ timeout: 20_000 });
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await cells.press(key);
  const said = heatmap.locator('[aria-live]');
  await expect(said).toHaveText(/^Weight 0\.\d{4}, generated .* \(2\), source .* \(2\)$/);
  await expect(tokensOf(page, 'Source').locator('.marked')).toHaveCount(1);
  await expect(tokensOf(page, 'Output').locator('.marked')).toHaveCount(1);
  await cells.press('Enter');
  expect(new URL(page.url()).hash).toContain('cell=2.2');

  // Another example by its key; both presentations are of the same answer.
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await expect(page.getByRole('button', { name: 'Example 1, choose another' })).toBeVisible();
  await page.getByRole('radio', { name: 'Flow' }).check({ force: true });
  await expect(figure(page, 'Attention flow').locator('canvas')).toBeVisible();
  await page.getByRole('radio', { name: 'Per step' }).check({ force: true });
  await expect(figure(page, 'Answer step by step').locator('figcaption')).toContainText('mean probability');

  await page.getByRole('button', { name: 'Mask every token' }).click();
  await expect(page.getByText('Stepwise correlation')).toBeVisible({ timeout: 20_000 });
});

test('the weights of a probe example are scrubbed through epoch by epoch, and go into files', async ({
  launch,
  trained: { study },
  home,
}) => {
  const { page, electron } = await launch();
  await page.evaluate((hash) => (location.hash = hash), `#/study/${study}/attention?from=probe`);
  const summary = figure(page).locator('figcaption');
  await expect(page.getByText('Epoch 3 of 3')).toBeVisible();
  const last = await summary.textContent();
  await page.getByRole('button', { name: 'Previous epoch' }).click();
  await expect(page.getByText('Epoch 2 of 3')).toBeVisible();
  await expect(summary).not.toHaveText(last!);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByText('Epoch 3 of 3')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Beside' }).selectOption('The epoch before');
  await expect(tokensOf(page, 'Epoch 2')).toBeVisible();

  for (const [item, ending, beginning] of [
    ['Save as SVG…', 'svg', '<svg'],
    ['Save as CSV…', 'csv', 'generated,1 <SOS>'],
    ['Save as PNG…', 'png', '\u0089PNG'],
  ] as const) {
    const file = path.join(home, `attention.${ending}`);
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await figure(page).getByRole('button', { name: 'Export Attention heatmap' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect.poll(() => existsSync(file)).toBe(true);
    expect(readFileSync(file, 'latin1').startsWith(beginning)).toBe(true);
  }
});

test('runs without attention say so and offer those that have it; own text is answered by a beam', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  const runs = await page.evaluate(async (id) => {
    const answer = await window.unroll.request('studies.show', { study: id });
    return answer.ok ? answer.value.runs.map(({ id, architecture }) => ({ id, architecture })) : [];
  }, study);
  const idOf = (name: string) => runs.find(({ architecture }) => architecture === name)!.id;
  await page.evaluate((hash) => (location.hash = hash), `#/attention?runs=${idOf('lstm')}`);
  await expect(page.getByText('None of these runs has attention')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Trained' }).click();
  await page.getByRole('radio', { name: 'Own text' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Source text' }).fill('return the sum of the list');
  await expect(tokensOf(page, 'Source')).toContainText('return the', { timeout: 20_000 });
  await page.getByRole('combobox', { name: 'Decoder' }).selectOption('Beam of 2');
  await page.getByRole('combobox', { name: 'Beside' }).selectOption('Hypothesis 2');
  await expect(tokensOf(page, 'Hypothesis 2')).toBeVisible();
  await expect(figure(page, 'Attention heatmap of the other answer').locator('canvas')).toBeVisible();
});
