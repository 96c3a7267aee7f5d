import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { choosePath } from '../helpers/electron-app';
import { writeNotebookFolder } from '../helpers/notebook-folder';
import { pytorchFixture } from '../helpers/pytorch-checkpoints';
import { trainSmallStudy } from '../helpers/trained-home';
import { findings } from './findings';
import { expect, test } from './fixture';
import { runRow, SMALL_SETTINGS } from './study-form';

test("a notebook's folder is looked into, decided on and imported, with its parity", async ({
  launch,
  home,
}) => {
  const folder = writeNotebookFolder(join(home, 'from-notebook'));
  const app = await launch();
  const { page } = app;
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Import' }).click();
  await choosePath(app, folder);
  await page.getByRole('button', { name: 'Folder…' }).click();

  const found = page.getByRole('table', { name: 'Models found' });
  await expect(found.getByRole('row')).toHaveCount(4);
  await expect(found.getByText('Equals PyTorch')).toHaveCount(3);
  const bridge = page.getByRole('combobox', { name: 'BRIDGE' });
  await expect(bridge).toContainText('assumed: average');
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('radio', { name: theme }).check({ force: true });
    expect(await findings(page), `in the ${theme.toLowerCase()} theme`).toEqual([]);
  }

  // Directions that are added up rather than averaged compute something else than the certificates say.
  await bridge.selectOption('sum');
  await expect(found.getByText(/^Differs at /).first()).toBeVisible();
  await bridge.selectOption('');
  await expect(found.getByText('Equals PyTorch')).toHaveCount(3);

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('From a notebook');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'From a notebook' })).toBeVisible();
  await expect(runRow(page, 'LSTM')).toHaveCount(2);
  const runs = page.getByRole('table', { name: 'Runs' });
  await expect(runs.getByText('Equals PyTorch')).toHaveCount(3);
  await expect(runs).toContainText('lstm_attention_best.pt');
  expect(await findings(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Comparison' }).click();
  await expect(page.getByRole('table', { name: 'Published metrics' })).toContainText('2.25');
  expect(await findings(page)).toEqual([]);

  await page.getByRole('radio', { name: 'Synthetic' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Rows' }).fill('60');
  await page.getByRole('button', { name: 'Add data' }).click();
  await expect(page.getByText('40 train, 6 validation, 10 test')).toBeVisible();
  await page.getByRole('button', { name: 'Evaluate LSTM + attention' }).click();
  const metrics = page.getByRole('table', { name: 'Comparison' });
  await expect(metrics.getByRole('rowheader', { name: 'LSTM + attention' })).toBeVisible();
  await expect(metrics.getByRole('row')).toHaveCount(1 + 2);
});

test('everything that is wrong with a folder is told at once, and nothing is imported', async ({
  launch,
  home,
}) => {
  const folder = join(home, 'broken');
  mkdirSync(folder);
  copyFileSync(pytorchFixture('hostile_os_system.pt'), join(folder, 'lstm.pt'));
  const app = await launch();
  const { page } = app;
  await page.evaluate(() => (location.hash = '#/import'));
  await page.getByRole('textbox', { name: 'Folder, checkpoint or bundle' }).fill(folder);
  await page.getByRole('button', { name: 'Look inside' }).click();
  await expect(page.getByRole('alert')).toContainText('os.system');
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  expect(existsSync(join(home, 'studies')) ? readdirSync(join(home, 'studies')) : []).toEqual([]);
});

test('the snippet that writes a parity certificate is shown and copied', async ({ launch }) => {
  const { page, electron } = await launch();
  await page.evaluate(() => (location.hash = '#/import'));
  await page.getByText('Show the snippet').click();
  await expect(page.getByText('write_parity').first()).toBeVisible();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect
    .poll(() => electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('def write_parity');
});

test('a run is bundled and given a passport, and another home takes it in and verifies it', async ({
  launch,
  home,
}) => {
  trainSmallStudy(home, 'Travels', { ...SMALL_SETTINGS, EPOCHS: 1 });
  const app = await launch();
  const { page } = app;
  const write = async (action: string, path: string) => {
    await choosePath(app, path);
    await page.getByRole('button', { name: 'Actions for Vanilla RNN' }).click();
    await page.getByRole('menuitem', { name: action }).click();
    await expect(page.getByText(`Written: ${path}`)).toBeVisible();
  };
  await page.getByRole('table', { name: 'Studies' }).getByRole('link', { name: 'Travels' }).click();
  const [bundle, passport] = [join(home, 'travels.zip'), join(home, 'travels.passport.json')];
  await write('Bundle…', bundle);
  await write('Save passport…', passport);

  const exported = join(home, 'for-pytorch');
  await write('Export for PyTorch…', exported);
  expect(readdirSync(exported)).toContain('config.json');

  // The study goes and comes back, which a home that never had it could not tell apart.
  await page.getByRole('button', { name: 'Actions for Travels' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Studies', exact: true })).toBeVisible();
  await page.evaluate(() => (location.hash = '#/import'));
  await page.getByRole('textbox', { name: 'Folder, checkpoint or bundle' }).fill(bundle);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Travels' })).toBeVisible();
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Finished');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Verify' }).click();
  await page.getByRole('textbox', { name: 'File' }).fill(passport);
  await page.getByRole('combobox', { name: 'Weights' }).selectOption({ label: 'Travels · Vanilla RNN' });
  await page.getByRole('radio', { name: 'Synthetic' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Rows' }).fill('300');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('Everything is as the passport says.')).toBeVisible({ timeout: 60_000 });
  for (const theme of ['Light', 'Dark']) {
    await page.getByRole('radio', { name: theme }).check({ force: true });
    expect(await findings(page), `in the ${theme.toLowerCase()} theme`).toEqual([]);
  }

  await page.getByRole('textbox', { name: 'Rows' }).fill('299');
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByRole('alert')).toContainText('Not what was recorded');
});
