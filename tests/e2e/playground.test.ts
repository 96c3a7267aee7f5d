import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixture';

test('the models answer while one types; a token continues the search, and all of it is in the link', async ({
  launch,
  home,
  trained: { study },
}) => {
  const { electron, page } = await launch();
  await page.evaluate(() => (location.hash = '#/playground'));
  // Somebody who comes without runs is given the newest study's.
  await expect(page.getByRole('button', { name: '3 runs' })).toBeVisible();

  await page.getByLabel('Docstring').pressSequentially('Return the zyzzyva of the list.');
  await expect
    .poll(() => page.evaluate(() => location.hash))
    .toContain('text=Return+the+zyzzyva+of+the+list.');
  const answered = async () => {
    for (const name of ['Vanilla RNN', 'LSTM', 'LSTM + attention'])
      await expect(
        page
          .getByRole('article', { name, exact: true })
          .locator('[aria-busy="false"]', { hasText: 'perplexity' }),
      ).toBeVisible();
  };
  await answered();
  await expect(page.getByLabel('Encoded source')).toContainText('zyzzyva<UNK>');

  const card = page.getByRole('article', { name: 'LSTM', exact: true });
  const tokens = card.getByRole('group', { name: /token by token/ }).getByRole('button');
  // By keyboard alone: to the second token, its alternatives, and on with the third most likely one.
  await tokens.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const alternatives = page.getByRole('dialog').getByRole('button');
  await expect(alternatives).toHaveCount(10);
  await expect(alternatives.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const chosen = (await alternatives.nth(2).locator('.word').textContent())!;
  await page.keyboard.press('Enter');

  const prefix = page.getByRole('group', { name: 'Forced prefix' });
  await expect(prefix.getByRole('button', { name: /^Remove/ })).toHaveCount(2);
  await expect(tokens.nth(1)).toHaveAccessibleName(new RegExp(`given`));
  await expect(tokens.nth(1)).toHaveText(chosen);

  await page.getByLabel('Beam size').selectOption('3');
  await expect(card.getByRole('radiogroup', { name: 'Hypotheses of LSTM' }).getByRole('radio')).toHaveCount(
    3,
  );
  const tree = page.getByRole('application', { name: /Beam tree of LSTM \+ attention/ });
  await tree.focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(prefix.getByRole('button', { name: /^Remove/ })).toHaveCount(3);

  const link = await page.evaluate(() => location.hash);
  expect(link).toContain('beam=3');
  await page.evaluate(() => (location.hash = '#/studies'));
  await expect(page.getByLabel('Docstring')).toBeHidden();
  await page.evaluate((hash) => (location.hash = hash), link);
  await expect(page.getByLabel('Docstring')).toHaveValue('Return the zyzzyva of the list.');
  await expect(prefix.getByRole('button', { name: /^Remove/ })).toHaveCount(3);
  await prefix.getByRole('button', { name: 'Clear' }).click();
  await expect(prefix.getByRole('button', { name: /^Remove/ })).toHaveCount(0);

  await page.getByRole('button', { name: 'Random test example' }).click();
  await expect(page.getByRole('article', { name: 'Reference' })).toContainText('def');
  expect(await page.evaluate(() => location.hash)).toContain(`example=${study}`);

  await answered();
  const file = path.join(home, 'answers.json');
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Export playground answers' }).click();
  await page.getByRole('menuitem', { name: 'Save as JSON…' }).click();
  await expect(page.getByText(`Written: ${file}`)).toBeVisible();
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { hypotheses: { steps: unknown[] }[] }[];
  expect(saved).toHaveLength(3);
  for (const { hypotheses } of saved) expect(hypotheses[0].steps.length).toBeGreaterThan(0);
});
