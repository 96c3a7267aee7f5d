import { once } from 'node:events';
import { answerClosingQuestion, closeWindow } from '../helpers/electron-app';
import { expect, test } from './fixture';
import { fillStudyForm, SMALL_SETTINGS, startLongStudy } from './study-form';

test('a new study is estimated and its data are shown without being asked for; the difference of presets has reasons', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((from) => (location.hash = `#/new?from=${from}`), study);
  await expect(page.getByRole('radio', { name: 'From a study' })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'HIDDEN_DIM' })).toHaveValue('24');
  await page.getByRole('radio', { name: 'Recommended' }).check({ force: true });
  await fillStudyForm(page, {
    name: 'Estimated',
    source: 'Synthetic',
    sourceFields: { Rows: '300' },
    settings: SMALL_SETTINGS,
  });
  await expect(page.getByRole('region', { name: 'Data report' })).toContainText('200 train');
  const estimate = page.getByRole('region', { name: 'Estimate' });
  await expect(estimate).toContainText('Time by 3 runs of this machine (“Trained”)');
  // Parameters are exact once the vocabularies are known.
  await expect(page.getByRole('group', { name: 'Architectures' })).not.toContainText('at most');
  await page.getByText('settings differ from Notebook').click();
  const row = page.getByRole('row', { name: /^FORGET_GATE_BIAS/ });
  await expect(row).toContainText('at 0 it has to learn to');
  await expect(row.getByRole('link', { name: 'Jozefowicz et al. 2015' })).toBeVisible();
});

test('settings that do not go with each other are mended by a click on one of the changes offered', async ({
  launch,
}) => {
  const { page } = await launch();
  await fillStudyForm(page, { name: 'Narrow', source: 'Synthetic', settings: { HIDDEN_DIM: 128 } });
  const start = page.getByRole('button', { name: 'Start study' });
  await expect(page.getByText('1 setting is not valid.')).toBeVisible();
  await page.getByRole('button', { name: 'WEIGHT_TYING', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('needs HIDDEN_DIM (128) and EMBEDDING_DIM (256)');
  await page.getByRole('button', { name: 'EMBEDDING_DIM 128', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'EMBEDDING_DIM' })).toHaveValue('128');
  await expect(page.getByText('1 setting is not valid.')).toBeHidden();
  await expect(start).toBeEnabled();
});

test('the queue is reordered by keyboard and mouse and waits over a restart', async ({ launch }) => {
  const first = await launch();
  await startLongStudy(first.page, 'Trains');
  for (const name of ['One', 'Two']) await startLongStudy(first.page, name);
  await first.page.evaluate(() => (location.hash = '#/queue'));
  const waiting = (page: typeof first.page) =>
    page.getByRole('region', { name: 'Waiting' }).getByRole('listitem');
  await expect(waiting(first.page)).toHaveText([/One/, /Two/]);
  await first.page.getByRole('button', { name: 'Order of Two: 2 of 2' }).press('Alt+ArrowUp');
  await expect(waiting(first.page)).toHaveText([/Two/, /One/]);
  await expect(first.page.getByRole('button', { name: 'Order of Two: 1 of 2' })).toBeFocused();
  const handle = first.page.getByRole('button', { name: 'Order of Two: 1 of 2' });
  await handle.dragTo(waiting(first.page).nth(1));
  await expect(waiting(first.page)).toHaveText([/One/, /Two/]);
  await answerClosingQuestion(first, 'Stop and quit');
  const ended = once(first.process, 'exit');
  await closeWindow(first);
  await ended;

  const { page } = await launch();
  await page.evaluate(() => (location.hash = '#/queue'));
  await expect(waiting(page)).toHaveText([/One/, /Two/]);
  await page.getByRole('button', { name: 'Let the queue go on' }).click();
  await expect(page.getByRole('region', { name: 'In training' })).toContainText('One');
});

test('a sweep from the form trains its settings and marks the one with the lowest validation loss', async ({
  launch,
}) => {
  const { page } = await launch();
  await fillStudyForm(page, {
    name: 'Rates',
    source: 'Synthetic',
    sourceFields: { Rows: '300' },
    settings: { ...SMALL_SETTINGS, EPOCHS: 1 },
  });
  await page.getByRole('radio', { name: 'Sweep', exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Sweep LEARNING_RATE', exact: true }).click();
  await page.getByRole('textbox', { name: 'LEARNING_RATE: values' }).fill('0.001, 0.01');
  await page.getByRole('textbox', { name: 'Seeds' }).fill('1, 2');
  for (const name of ['LSTM', 'LSTM + attention'])
    await page.getByRole('checkbox', { name, exact: true }).uncheck();
  await expect(page.getByRole('region', { name: 'Sweep', exact: true })).toContainText('4 studies');
  await page.getByRole('button', { name: 'Start sweep' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Rates' })).toBeVisible();
  await expect(page.getByText('4 of 4 runs finished')).toBeVisible({ timeout: 60_000 });
  const rows = page.getByRole('table', { name: 'Settings' }).getByRole('row');
  await expect(rows).toHaveCount(1 + 2);
  await expect(rows.nth(1)).toContainText('±');
  await expect(page.getByRole('table', { name: 'Settings' }).getByText(', the best')).toHaveCount(1);
  await expect(page.getByRole('figure', { name: 'Validation loss by LEARNING_RATE' })).toBeVisible();

  // In the list it is one line, which opens.
  await page.evaluate(() => (location.hash = '#/studies'));
  const lines = page.getByRole('table', { name: 'Studies' }).getByRole('row');
  await expect(lines).toHaveCount(1 + 1);
  await page.getByRole('button', { name: 'Studies of Rates' }).click();
  await expect(lines).toHaveCount(1 + 1 + 4);
  await page.getByRole('button', { name: 'Actions for Rates', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
  await expect(lines.first()).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(lines).toHaveCount(1 + 1 + 4);
});
