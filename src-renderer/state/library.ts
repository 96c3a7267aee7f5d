/** What a person does to studies and runs of the library. */
import type { AnnotationChanges, LibraryItems } from '../../src-shared/contract/requests/library';
import type { ArtefactRecord } from '../../src-shared/domain/run';
import type { StudyHead } from '../../src-shared/domain/study-list';
import type { Sweep } from '../../src-shared/domain/sweep';
import type { RunRow } from '../../src-shared/domain/run-table/run-list';
import { formatCountOf } from '../../src-shared/format/numbers';
import { request } from '../client/client';
import { messages, studies, sweeps } from './index';
import { fileName } from './saving';
import { describeFailure } from './task.svelte';

/** Files that a run left. */
export function artefactsOf(run: string): Promise<readonly ArtefactRecord[]> {
  return request('runs.artefacts', { run });
}

/** Some runs and no study. */
export function itemsOfRuns(runs: readonly { readonly id: string }[]): LibraryItems {
  return { studies: [], runs: runs.map(({ id }) => id) };
}

/** The studies of a sweep. */
export function itemsOfSweep({ studies }: Sweep): LibraryItems {
  return { studies: studies.map(({ study }) => study), runs: [] };
}

/** One study. */
export function itemsOfStudy(id: string): LibraryItems {
  return { studies: [id], runs: [] };
}

/** Gives a study another name; told with the way back. */
export async function renameStudy(
  { id, name: before }: Pick<StudyHead, 'id' | 'name'>,
  name: string,
): Promise<void> {
  const done = await telling(`“${before}” was not renamed`, () => studies.rename(id, name));
  if (done)
    messages.show(`“${before}” is called “${name}” now.`, {
      label: 'Undo',
      run: () => void telling('The name was not changed', () => studies.rename(id, before)),
    });
}

/** Gives a sweep, and with it its studies, another name; told with the way back. */
export async function renameSweep(
  { id, name: before }: Pick<Sweep, 'id' | 'name'>,
  name: string,
): Promise<void> {
  const done = await telling(`“${before}” was not renamed`, () => sweeps.rename(id, name));
  if (done)
    messages.show(`“${before}” is called “${name}” now, and so are its studies.`, {
      label: 'Undo',
      run: () => void telling('The name was not changed', () => sweeps.rename(id, before)),
    });
}

/** Brings back what was deleted; told. @param what such as `“A study”` */
export async function restore(items: LibraryItems, what: string): Promise<void> {
  const done = await telling(`${what} not brought back`, () => request('library.restore', { items }));
  if (done) messages.show(`${what} brought back.`);
}

/** Removes for good what was deleted before; a failure is told. */
export async function removeForGood(items: LibraryItems): Promise<void> {
  await telling('Not all was removed', () => request('trash.remove', { items }));
}

/** Removes for good all that was deleted; a failure is told. */
export async function emptyTrash(): Promise<void> {
  await telling('Not all was removed', () => request('trash.empty', {}));
}

/** Changes notes, tags or archive; a failure is told. */
export async function annotate(items: LibraryItems, changes: AnnotationChanges): Promise<void> {
  await telling('Nothing was changed', () => request('library.annotate', { items, changes }));
}

/** Archives, or takes out of the archive; told with the way back. @param what such as `3 runs` */
export async function archive(items: LibraryItems, archived: boolean, what: string): Promise<void> {
  await annotate(items, { archived });
  messages.show(`${what} ${archived ? 'archived' : 'taken out of the archive'}.`, {
    label: 'Undo',
    run: () => void annotate(items, { archived: !archived }),
  });
}

/** Deletes at once; told with the way back. Resolves to whether it was done. @param what such as `“A study”` */
export async function removeWithUndo(items: LibraryItems, what: string): Promise<boolean> {
  const done = await telling(`${what} not deleted`, () => request('library.delete', { items }));
  if (done)
    messages.show(`${what} deleted.`, {
      label: 'Undo',
      run: () => void telling(`${what} not brought back`, () => request('library.restore', { items })),
    });
  return done;
}

/** Makes a run the baseline of tables, or none. */
export async function pinBaseline(run: string | null): Promise<void> {
  await telling('The baseline was not changed', () => request('runs.pin', { run }));
}

/** Asks for a folder and writes a bundle of each run into it. */
export async function bundleRuns(runs: readonly RunRow[]): Promise<void> {
  await telling('Not all runs were bundled', async () => {
    const folder = await request('data.choose', { what: 'folder' });
    if (folder === null) return;
    for (const { id, studyName, architecture } of runs)
      await request('runs.bundle', {
        run: id,
        path: `${folder}/${fileName(`${studyName} ${architecture} ${id}`, '.zip')}`,
      });
    messages.show(`${formatCountOf(runs.length, 'bundle')} written to ${folder}`);
  });
}

async function telling(failed: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    messages.show(`${failed}: ${describeFailure(error).message}`);
    return false;
  }
}
