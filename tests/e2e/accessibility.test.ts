import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { trainSmallStudy } from '../helpers/trained-home';
import { expect, test } from './fixture';
import { SMALL_SETTINGS } from './study-form';

/** Serious and critical findings, one line each. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

test('no view has serious accessibility findings, light or dark', async ({ launch, home }) => {
  const study = trainSmallStudy(home, 'Accessible', SMALL_SETTINGS);
  const { page } = await launch();
  const views = [
    ['#/studies', page.getByRole('table', { name: 'Studies' })],
    ['#/new', page.getByRole('button', { name: 'Start study' })],
    ['#/settings', page.getByRole('combobox', { name: 'Threads' })],
    [`#/study/${study}/run`, page.getByRole('figure', { name: 'Loss curves' })],
    [`#/study/${study}/results?example=0`, page.getByRole('figure', { name: 'Attention heatmap' })],
    [`#/study/${study}/configuration`, page.getByRole('tabpanel')],
  ] as const;
  for (const theme of ['Light', 'Dark'])
    for (const [hash, landmark] of views) {
      await page.evaluate((place) => (location.hash = place), hash);
      await page.getByRole('radio', { name: theme }).check({ force: true });
      await expect(landmark).toBeVisible();
      expect(await findings(page), `${hash} in the ${theme.toLowerCase()} theme`).toEqual([]);
    }
});

test('the first launch has no serious accessibility findings', async ({ launch }) => {
  const { page } = await launch();
  await expect(page.getByRole('button', { name: 'Start the starter study' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
});
