import { expect, test } from './fixture';
import { SMALL_SETTINGS, startStudy } from './study-form';

test('the number of threads is chosen, remembered, and what the next run computes with', async ({
  launch,
}) => {
  const first = await launch();
  await first.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  await first.page.getByRole('combobox', { name: 'Threads' }).selectOption('1');
  await expect(first.page.getByText(/CPU, 1 thread$/).first()).toBeVisible();
  await first.electron.close();

  const { page, electron } = await launch();
  await electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()!.items.flatMap((menu) => menu.submenu?.items ?? []);
    items.find((item) => item.label === 'Settings…')!.click();
  });
  await expect(page.getByRole('combobox', { name: 'Threads' })).toHaveValue('1');
  await startStudy(page, {
    name: 'One thread',
    source: 'Synthetic',
    sourceFields: { Rows: '300' },
    settings: SMALL_SETTINGS,
  });
  await expect(page.getByRole('table', { name: 'Runs' }).getByText('Finished').first()).toBeVisible({
    timeout: 120_000,
  });
  await page.getByRole('tab', { name: 'Configuration' }).click();
  const environment = page.getByRole('region', { name: 'Environment' });
  await expect(environment.getByRole('definition').nth(6)).toHaveText('1');
});
