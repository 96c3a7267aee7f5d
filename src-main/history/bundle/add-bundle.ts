import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import { BUNDLE_HISTORY } from '../../../src-shared/domain/bundle';
import { UserError } from '../../../src-shared/domain/errors';
import type { Database } from '../database';
import type { HomeLayout } from '../home';
import { addRows } from './add-rows';
import { openBundledRows } from './bundled-database';

export type UnpackedBundle = Extract<EngineEvent, { type: 'bundle-unpacked' }>;

/**
 * Gives the files of an unpacked bundle their places in the home and then records its rows: all of it or nothing. The folder
 * that it was unpacked into is gone afterwards.
 * @throws UserError when the run is in the history already, when rows are broken, or when files cannot be moved.
 */
export function addBundle(
  database: Database,
  home: HomeLayout,
  { bundle, folder, bundled: run }: UnpackedBundle,
): void {
  try {
    const rows = openBundledRows(join(folder, BUNDLE_HISTORY), run, `${bundle}: ${BUNDLE_HISTORY}`);
    try {
      if (database.get('SELECT 1 FROM runs WHERE id = @run', { run: run.run }))
        throw new UserError(`${bundle}: run ${run.run} (${run.name}) is in this home already`);
      const undo = moveFolders([
        [join(folder, 'studies', run.study), home.study(run.study)],
        [join(folder, 'runs', run.run), home.run(run.run)],
      ]);
      try {
        database.transaction(() => addRows(database, rows));
      } catch (error) {
        undo();
        throw error;
      }
    } finally {
      rows.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Moves folders to where none is yet (a study that another run came with has its own); gives what takes it back. */
function moveFolders(moves: readonly (readonly [from: string, to: string])[]): () => void {
  const moved: string[] = [];
  const undo = () => {
    for (const folder of moved) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [from, to] of moves) {
      if (existsSync(to) || !existsSync(from)) continue;
      mkdirSync(dirname(to), { recursive: true });
      renameSync(from, to);
      moved.push(to);
    }
  } catch (error) {
    undo();
    throw new UserError(
      `The files of a bundle could not be given their places (${(error as Error).message})`,
    );
  }
  return undo;
}
