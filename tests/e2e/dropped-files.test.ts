import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture';

/** Drops a file on the window: the browser knows the path of what was put into a field. */
async function drop(page: Page, file: string): Promise<void> {
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    field.id = 'to-be-dropped';
    field.hidden = true;
    document.body.append(field);
  });
  await page.setInputFiles('#to-be-dropped', file);
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('#to-be-dropped')!;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(field.files![0]);
    for (const type of ['dragenter', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    field.remove();
  });
}

test('a study report that is dropped on the window is verified, and one that was changed is found out', async ({
  launch,
  home,
  trained: { study },
}) => {
  const report = path.join(home, 'report.html');
  execFileSync(process.execPath, [
    path.resolve('out/main/cli.cjs'),
    ...['report', study, '--out', report, '--home', home, '--json'],
  ]);
  const { page } = await launch();
  await drop(page, report);
  await expect(page.getByRole('heading', { name: 'Report of “Trained”' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('Everything is as the report says.')).toBeVisible();

  execFileSync('sed', ['-i', '0,/Vanilla RNN/s//Vanilla RMM/', report]);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/^Not what was recorded/)).toBeVisible({ timeout: 20_000 });
});

test('a data set becomes the source of a new study, and an unknown file is refused with what would be right', async ({
  launch,
  home,
}) => {
  const data = path.join(home, 'pairs.jsonl');
  const note = path.join(home, 'note.txt');
  writeFileSync(data, '{"docstring":"a","code":"b"}\n');
  writeFileSync(note, 'x');
  const { page } = await launch();
  await drop(page, note);
  await expect(page.getByRole('list', { name: 'Messages' })).toContainText('note.txt is no kind of file');
  await drop(page, data);
  await expect(page.getByRole('heading', { level: 1, name: 'New study' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'File', exact: true })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'File path' })).toHaveValue(data);
});
