import type { SplitName } from '../../src-shared/domain/data';
import type { StudyHead } from '../../src-shared/domain/study-list';
import { request } from '../client/client';
import { fileName } from './saving';

/** Splits that some run of a study was evaluated on, the test split first. */
export function reportedSplits({ runs }: Pick<StudyHead, 'runs'>): readonly SplitName[] {
  const splits = runs.flatMap(({ evaluations }) => evaluations.map(({ split }) => split));
  return (['test', 'validation', 'train'] as const).filter((split) => splits.includes(split));
}

/**
 * Asks where, and writes a study's report there: one page, or a folder with the page and every figure. Resolves to the
 * page, or null when the dialog was cancelled.
 */
export async function saveReport(
  { id, name }: StudyHead,
  split: SplitName,
  figures: boolean,
): Promise<string | null> {
  const title = split === 'test' ? `${name} report` : `${name} report ${split}`;
  const proposed = fileName(title, figures ? '' : '.html');
  const path = await request('data.place', { what: figures ? 'folder' : 'report', name: proposed });
  if (path === null) return null;
  return request('studies.saveReport', { study: id, split, path, figures });
}

/** Shows a page that `saveReport` wrote, in the browser. */
export async function openReport(path: string): Promise<void> {
  await request('studies.openReport', { path });
}
