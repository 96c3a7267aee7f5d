import { findings } from './findings';
import { expect, test } from './fixture';

test('no view has serious accessibility findings, light or dark', async ({ launch, trained: { study } }) => {
  const { page } = await launch();
  const views = [
    ['#/studies', page.getByRole('table', { name: 'Studies' })],
    ['#/runs', page.getByRole('grid', { name: 'Runs' })],
    ['#/new', page.getByRole('button', { name: 'Start study' })],
    ['#/new?kind=sweep', page.getByRole('button', { name: 'Start sweep' })],
    ['#/queue', page.getByRole('region', { name: 'After a restart' })],
    ['#/sweep', page.getByRole('heading', { level: 1, name: 'Sweeps' })],
    ['#/deleted', page.getByRole('heading', { name: 'Nothing was deleted' })],
    ['#/import', page.getByRole('button', { name: 'Look inside' })],
    ['#/verify', page.getByRole('button', { name: 'Verify' })],
    ['#/settings', page.getByRole('combobox', { name: 'Threads' })],
    ['#/help?term=bleu', page.getByRole('article', { name: 'BLEU-4' })],
    ['#/help?part=shortcuts', page.getByRole('region', { name: 'Keyboard shortcuts' })],
    [`#/study/${study}/training`, page.getByRole('figure', { name: 'Loss curves' })],
    [`#/study/${study}/examples?example=0`, page.getByRole('table', { name: 'Metrics on these examples' })],
    [
      `#/study/${study}/examples?length=50%2B&text=zebra`,
      page.getByRole('heading', { name: 'No example fits' }),
    ],
    [`#/study/${study}/attention?edit=2%3A`, page.getByRole('list', { name: 'Edits of the source' })],
    [`#/study/${study}/attention?view=steps`, page.getByRole('figure', { name: 'Answer step by step' })],
    [`#/study/${study}/attention?view=flow`, page.getByRole('figure', { name: 'Attention flow' })],
    [`#/study/${study}/attention?from=probe`, page.getByRole('group', { name: 'Epochs' })],
    [`#/study/${study}/diagnosis`, page.getByRole('article').first()],
    [`#/study/${study}/comparison`, page.getByRole('table', { name: 'Transition matrix' })],
    [`#/study/${study}/comparison?split=train`, page.getByRole('button', { name: 'Evaluate all 3' })],
    [
      '#/playground?text=return+the+zyzzyva&beam=2&prefix=def+zyzzyva',
      page.getByRole('figure', { name: /^Beam tree/ }),
    ],
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
