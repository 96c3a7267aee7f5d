import { expect, test } from './fixture';
import { lossSummary, runRow } from './study-form';

test('the first launch offers the starter study, which can be stopped and resumed', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'Start the starter study' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Starter study' })).toBeVisible();
  const steps = page.getByRole('region', { name: 'First steps' }).getByRole('listitem');
  await expect(steps.nth(0)).toContainText('(done)');
  await expect(steps.nth(1)).not.toContainText('(done)');
  await expect(lossSummary(page)).toContainText('Vanilla RNN: training loss', { timeout: 90_000 });
  await expect(steps.nth(1)).toContainText('(done)');
  await expect(steps.nth(2)).not.toContainText('(done)');

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(runRow(page, 'Vanilla RNN')).toContainText('Stopped');
  await expect(runRow(page, 'LSTM').first()).toContainText('Stopped');
  const stoppedAt = lastStep(await lossSummary(page).textContent());

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(runRow(page, 'Vanilla RNN')).toContainText(/Training|Finished/);
  await expect
    .poll(async () => lastStep(await lossSummary(page).textContent()), { timeout: 60_000 })
    .toBeGreaterThan(stoppedAt);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
});

test('the offer can be declined, and is not made again', async ({ launch }) => {
  const first = await launch();
  await first.page.getByRole('button', { name: 'Not now' }).click();
  await expect(first.page.getByRole('button', { name: 'Start the starter study' })).toHaveCount(0);
  await first.electron.close();

  const { page } = await launch();
  await expect(page.getByRole('heading', { name: 'No studies yet' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start the starter study' })).toHaveCount(0);
});

test('a fresh application has a trained model to look around with at once', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'Open the demonstration' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Demonstration' })).toBeVisible();
  const heatmap = page.getByRole('figure', { name: 'Attention heatmap' });
  await expect(heatmap.locator('canvas')).toBeVisible({ timeout: 60_000 });
});

function lastStep(summary: string | null): number {
  return Number(/at step (\d+)/.exec(summary ?? '')?.[1] ?? Number.NaN);
}
