import type { Page } from '@playwright/test';

/** Settings with which an architecture trains within seconds. */
export const SMALL_SETTINGS = {
  TRAIN_SIZE: 200,
  VAL_SIZE: 30,
  TEST_SIZE: 30,
  MAX_DOCSTRING_LEN: 16,
  MAX_CODE_LEN: 24,
  VOCAB_SIZE: 300,
  EMBEDDING_DIM: 24,
  HIDDEN_DIM: 24,
  BATCH_SIZE: 20,
  EPOCHS: 3,
  BEAM_SIZE: 2,
} as const;

export interface StudyForm {
  readonly name: string;
  /** The title of the kind of source; the Python standard library when left out. */
  readonly source?: 'Synthetic' | 'File';
  /** What the chosen kind of source asks for, by label. */
  readonly sourceFields?: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Fills in the New study form without starting the study. */
export async function fillStudyForm(page: Page, form: StudyForm): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'New study' }).click();
  if (form.source) await page.getByRole('radio', { name: form.source }).check({ force: true });
  for (const [label, value] of Object.entries(form.sourceFields ?? {}))
    await page.getByRole('textbox', { name: label, exact: true }).fill(value);
  for (const [key, value] of Object.entries(form.settings))
    await page.getByRole('textbox', { name: key, exact: true }).fill(String(value));
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(form.name);
}

export async function startStudy(page: Page, form: StudyForm): Promise<void> {
  await fillStudyForm(page, form);
  await page.getByRole('button', { name: 'Start study' }).click();
}

/** A study that trains for as long as a test looks at it. */
export function startLongStudy(page: Page, name: string): Promise<void> {
  return startStudy(page, {
    name,
    source: 'Synthetic',
    sourceFields: { Rows: '300' },
    settings: { ...SMALL_SETTINGS, EPOCHS: 5000, EARLY_STOPPING_PATIENCE: 5000 },
  });
}

/** The row of an architecture in the table of runs. */
export function runRow(page: Page, architecture: string) {
  return page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: new RegExp(`^${architecture}`) });
}

/** What the loss chart shows, in the words that screen readers get. */
export function lossSummary(page: Page) {
  return page.getByRole('figure', { name: 'Loss curves' }).locator('figcaption');
}

/** Goes to a study by the list, wherever the window is: it opens where it was. */
export async function openStudy(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Studies', exact: true })
    .click();
  await page.getByRole('table', { name: 'Studies' }).getByRole('link', { name }).click();
}
