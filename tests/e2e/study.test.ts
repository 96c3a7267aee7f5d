import { expect, test } from './fixture';
import { lossSummary, runRow, SMALL_SETTINGS, startStudy, openStudy } from './study-form';

test('a study on the standard library trains to its end, shows its results, and is found again', async ({
  launch,
}) => {
  const first = await launch();
  const { page } = first;
  await startStudy(page, { name: 'Standard library', settings: SMALL_SETTINGS });

  await expect(page.getByRole('heading', { level: 1, name: 'Standard library' })).toBeVisible();
  await expect(lossSummary(page)).toContainText('training loss from', { timeout: 60_000 });
  const early = await lossSummary(page).textContent();
  await expect(lossSummary(page)).not.toHaveText(early!);
  const drawn = () => page.getByRole('figure', { name: 'Loss curves' }).locator('canvas').first();
  await expect(drawn()).toBeVisible();

  for (const architecture of ['Vanilla RNN', 'LSTM', 'LSTM \\+ attention'])
    await expect(runRow(page, architecture).first()).toContainText('Finished', { timeout: 120_000 });
  await expect(lossSummary(page)).toContainText('LSTM + attention: training loss');
  const finished = await lossSummary(page).textContent();

  await page.getByRole('tab', { name: 'Comparison' }).click();
  const comparison = page.getByRole('table', { name: 'Comparison' });
  // A heading, and three runs by two decoders.
  await expect(comparison.getByRole('row')).toHaveCount(1 + 6);
  await expect(page.getByRole('table', { name: 'Differences' }).getByRole('row')).toHaveCount(1 + 2);
  const scores = await comparison.textContent();
  await page.getByRole('tab', { name: 'Examples' }).click();
  await page.getByRole('list', { name: 'Examples' }).getByRole('button').nth(1).click();
  await expect(page.getByRole('article', { name: 'Example 1' })).toBeVisible();
  const answers = await page.getByRole('article').textContent();
  await page.getByRole('article').getByRole('link', { name: 'Attention' }).click();
  const heatmap = page.getByRole('figure', { name: 'Attention heatmap' });
  await expect(heatmap.locator('canvas').first()).toBeVisible();
  const attention = await heatmap.locator('figcaption').textContent();
  await first.electron.close();

  const { page: again } = await launch();
  await openStudy(again, 'Standard library');
  await expect(lossSummary(again)).toHaveText(finished!);
  await again.getByRole('tab', { name: 'Comparison' }).click();
  await expect(again.getByRole('table', { name: 'Comparison' })).toHaveText(scores!);
  await again.getByRole('tab', { name: 'Examples' }).click();
  await again.getByRole('list', { name: 'Examples' }).getByRole('button').nth(1).click();
  await expect(again.getByRole('article')).toHaveText(answers!);
  await again.getByRole('article').getByRole('link', { name: 'Attention' }).click();
  await expect(again.getByRole('figure', { name: 'Attention heatmap' }).locator('figcaption')).toHaveText(
    attention!,
  );
});
