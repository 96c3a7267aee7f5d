import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixture';
import { fillStudyForm, SMALL_SETTINGS, startStudy } from './study-form';

test('a wrong setting is explained beside its field and keeps the study from starting', async ({
  launch,
}) => {
  const { page } = await launch();
  await fillStudyForm(page, { name: 'Wrong', settings: { HIDDEN_DIM: 'many' } });
  const field = page.getByRole('textbox', { name: 'HIDDEN_DIM', exact: true });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(
    /HIDDEN_DIM is "many"; it must be a whole number from 1 to/,
  );
  await expect(page.getByRole('button', { name: 'Start study' })).toBeDisabled();
  await field.fill('256');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByRole('button', { name: 'Start study' })).toBeEnabled();
});

test('inspecting a file that does not exist says so in place', async ({ launch, home }) => {
  const { page } = await launch();
  const missing = path.join(home, 'missing.jsonl');
  await fillStudyForm(page, {
    name: 'Missing',
    source: 'File',
    sourceFields: { 'File path': missing },
    settings: {},
  });
  await page.getByRole('button', { name: 'Inspect data' }).click();
  await expect(page.getByRole('alert').filter({ hasText: missing })).toBeVisible();
});

test('a study on a file with a broken line fails and names the line', async ({ launch, home }) => {
  const { page } = await launch();
  const broken = path.join(home, 'broken.jsonl');
  writeFileSync(broken, '{"docstring": "Adds.", "code": "def add(a, b): return a + b"}\n{"docstring": \n');
  await startStudy(page, {
    name: 'Broken',
    source: 'File',
    sourceFields: { 'File path': broken },
    settings: SMALL_SETTINGS,
  });
  await expect(page.getByRole('table', { name: 'Runs' })).toContainText(/broken\.jsonl.*line 2/);
});
