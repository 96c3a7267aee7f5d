import { expect, test } from './fixture';
import { lossSummary, runRow, startLongStudy } from './study-form';

test('curves are read, zoomed and moved together by keyboard and mouse, and the link keeps what is in sight', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((id) => (location.hash = `#/study/${id}/training`), study);
  await expect(lossSummary(page)).toContainText('training loss from');
  const loss = page.getByRole('slider', { name: 'Loss curves: read at' });
  const speed = page.getByRole('slider', { name: 'Speed: read at' });
  await loss.focus();
  await page.keyboard.press('End');
  await expect(loss).toHaveAttribute('aria-valuetext', /^Step 30, .*Vanilla RNN, training \d/);
  await page.keyboard.press('+');
  const zoomedFrom = async () => Number(await speed.getAttribute('aria-valuemin'));
  await expect.poll(zoomedFrom).toBeGreaterThan(0);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('from=');
  await page.keyboard.press('0');
  await expect.poll(zoomedFrom).toBe(0);

  const box = (await loss.boundingBox())!;
  await page.mouse.move(box.x + 0.4 * box.width, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 80, { steps: 4 });
  await page.mouse.up();
  await expect.poll(zoomedFrom).toBeGreaterThan(5);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(zoomedFrom).toBe(0);

  await page.getByRole('checkbox', { name: 'validation, free-running' }).check();
  await page.getByRole('radio', { name: 'Epoch', exact: true }).check({ force: true });
  expect(await page.evaluate(() => location.hash)).toMatch(/losses=.*free-running.*axis=epoch/);
});

test('probe answers are followed from epoch to epoch', async ({ launch, trained: { study } }) => {
  const { page } = await launch();
  await page.evaluate((id) => (location.hash = `#/study/${id}/training`), study);
  const scrubber = page.getByRole('slider', { name: 'Epoch', exact: true });
  await expect(scrubber).toHaveAttribute('aria-valuetext', /^Epoch 3/);
  await scrubber.focus();
  await page.keyboard.press('Home');
  await expect(scrubber).toHaveAttribute('aria-valuetext', /^Epoch 1/);
  expect(await page.evaluate(() => location.hash)).toContain('epoch=1');
});

test('a study is diagnosed, with evidence and doors to examples', async ({ launch, trained: { study } }) => {
  const { page } = await launch();
  await page.evaluate((id) => (location.hash = `#/study/${id}/diagnosis`), study);
  const finding = page.getByRole('article').first();
  await expect(finding).toContainText('What may help');
  const door = page.getByRole('link', { name: /^Example \d+$/ }).first();
  await door.click();
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/examples\?example=\d+/);
});

test('the learning rate is changed while a run trains, and stands among what happened', async ({
  launch,
}) => {
  const { page } = await launch();
  await startLongStudy(page, 'Changed');
  await expect(lossSummary(page)).toContainText('at step');
  await runRow(page, 'Vanilla RNN')
    .getByRole('button', { name: /^Actions/ })
    .click();
  await page.getByRole('menuitem', { name: 'Change learning rate…' }).click();
  await page.getByRole('textbox', { name: 'Learning rate' }).fill('0.0002');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const happened = page.getByRole('complementary', { name: 'What happened while training' });
  await expect(happened).toContainText(/LEARNING_RATE changed from \S+ to 0\.0002 at step/);
  await expect(page.getByRole('figure', { name: 'Learning rate' }).locator('figcaption')).toContainText(
    '0.0002',
  );
});

test('gradients are charted layer by layer, and the link says which layers are hidden', async ({
  launch,
  trained: { study },
}) => {
  const { page } = await launch();
  await page.evaluate((hash) => (location.hash = hash), `#/study/${study}/training`);
  const charts = page.getByRole('figure', { name: /^Gradient norm by layer: / });
  await expect(charts).toHaveCount(3);
  const summary = charts.last().locator('figcaption');
  await expect(summary).toContainText('output:');
  await page
    .getByRole('list', { name: 'Layers in the charts' })
    .getByRole('button', { name: 'output' })
    .click();
  await expect(summary).not.toContainText('output:');
  expect(new URL(page.url()).hash).toContain('layers=output');
});
