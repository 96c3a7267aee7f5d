import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import type { RunningApp } from '../helpers/electron-app';
import { expect, test } from './fixture';

/** Lets the system's save dialog answer with a path. */
async function chooseFile({ electron }: RunningApp, filePath: string): Promise<void> {
  await electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, filePath);
}

test('runs are compared with certainty, and every figure leads to its examples', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((id) => (location.hash = `#/study/${id}/comparison`), study);
  const metrics = page.getByRole('table', { name: 'Comparison' });
  const attention = metrics.getByRole('row', { name: /LSTM \+ attention/ });
  await expect(attention.getByRole('link', { name: /^BLEU .*95% interval/ })).toBeVisible();

  const differences = page.getByRole('table', { name: 'Differences' });
  await expect(differences.getByRole('row')).toHaveCount(1 + 2);
  await page.getByRole('combobox', { name: 'Reference' }).selectOption({ label: 'LSTM' });
  await expect(differences.getByRole('rowheader', { name: 'Vanilla RNN' })).toBeVisible();
  expect(await page.evaluate(() => location.hash)).toContain('reference=');

  await page.getByRole('radio', { name: 'As the notebook' }).check({ force: true });
  await expect(page.getByText(/, as the notebook computed it$/)).toBeVisible();

  const cell = page.getByRole('table', { name: 'Transition matrix' }).getByRole('link').first();
  const examples = Number(await cell.textContent());
  expect(examples).toBeGreaterThan(0);
  await cell.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/examples\?.*outcome=/);
});

test('another split is evaluated from the window, and what the scores owe to memory is looked up', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((id) => (location.hash = `#/study/${id}/comparison?split=validation`), study);
  await page.getByRole('button', { name: 'Evaluate LSTM', exact: true }).click();
  const metrics = page.getByRole('table', { name: 'Comparison' });
  await expect(metrics.getByRole('rowheader', { name: 'LSTM', exact: true })).toBeVisible();
  await expect(metrics.getByRole('row')).toHaveCount(1 + 2);
  await expect(page.getByRole('button', { name: 'Evaluate Vanilla RNN' })).toBeVisible();

  await page.getByRole('button', { name: 'Look up what LSTM wrote in its training data' }).click();
  await expect(
    page.getByRole('table', { name: 'Analyses' }).getByRole('link', { name: /near duplicates with LSTM/ }),
  ).toBeVisible();
});

test('tables, pictures and the report of a study are written as files', async ({
  launch,
  home,
  trained: { study },
}) => {
  const app = await launch();
  const { page } = app;
  await page.evaluate((id) => (location.hash = `#/study/${id}/comparison`), study);
  await expect(page.getByRole('table', { name: 'Differences' })).toBeVisible();
  const save = async (menu: string, item: string, file: string) => {
    const path = join(home, file);
    await chooseFile(app, path);
    await page.getByRole('button', { name: `Export ${menu}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByText(`Written: ${path}`)).toBeVisible();
    return readFileSync(path);
  };
  const csv = (await save('the table of metrics', 'Save as CSV…', 'metrics.csv')).toString();
  expect(csv).toMatch(/^Run,Decoder,Examples,BLEU,"BLEU, low","BLEU, high"/);
  expect(csv.trim().split('\r\n')).toHaveLength(1 + 6);

  const figure = 'Errors by category, greedy';
  expect((await save(figure, 'Save as SVG…', 'errors.svg')).toString()).toContain('Wrong operators');
  const png = await save(figure, 'Save as PNG…', 'errors.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(coloursOf(png)).toBeGreaterThan(20);

  // Menu and keyboard offer what the buttons do.
  await page.keyboard.press('ControlOrMeta+Shift+E');
  const palette = page.getByRole('combobox', { name: 'Choose what to take out of this view' });
  await palette.fill('latex differences');
  await chooseFile(app, join(home, 'differences.tex'));
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Written: ${join(home, 'differences.tex')}`)).toBeVisible();
  expect(readFileSync(join(home, 'differences.tex'), 'utf8')).toContain('\\begin{tabular}');
  await expect(page.getByRole('table', { name: 'Beam search against greedy' }).getByRole('row')).toHaveCount(
    4,
  );

  const report = join(home, 'report.html');
  await chooseFile(app, report);
  await page.getByRole('button', { name: 'Actions for Trained' }).click();
  await page.getByRole('menuitem', { name: 'Save report…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save…' }).click();
  await expect(page.getByText(`The report of “Trained” is written: ${report}`)).toBeVisible();
  expect(readFileSync(report, 'utf8')).toContain('<h1>Trained</h1>');
});

/** How many different pixels the image data of a PNG hold: a blank picture has one. */
function coloursOf(png: Buffer): number {
  const parts: Buffer[] = [];
  for (let offset = 8; offset < png.length;) {
    const length = png.readUInt32BE(offset);
    if (png.toString('latin1', offset + 4, offset + 8) === 'IDAT')
      parts.push(png.subarray(offset + 8, offset + 8 + length));
    offset += 12 + length;
  }
  const data = inflateSync(Buffer.concat(parts));
  const colours = new Set<number>();
  for (let place = 1; place + 4 <= data.length; place += 4) colours.add(data.readUInt32BE(place));
  return colours.size;
}
