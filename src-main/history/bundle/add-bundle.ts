import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import { BUNDLE_HISTORY, type BundledRun } from '../../../src-shared/domain/bundle';
import { UserError } from '../../../src-shared/domain/errors';
import type { Database } from '../database';
import type { HomeLayout } from '../home';
import { addRows, hasOtherSplit } from './add-rows';
import { openBundledRows } from './bundled-database';
import { takeFiles } from './take-files';

export type UnpackedBundle = Extract<EngineEvent, { type: 'bundle-unpacked' }>;

/**
 * Gives the files of an unpacked bundle their places in the home and then records its rows: all of it or nothing. The folder
 * that it was unpacked into is gone afterwards.
 * @param makeWay takes what was deleted out of the way of the bundle's rows; called once they are known to be right
 * @throws UserError when the run is in the history already, when its study has other data there, when rows are broken, or
 *   when files cannot be moved.
 */
export function addBundle(
  database: Database,
  home: HomeLayout,
  { bundle, folder, bundled: run }: UnpackedBundle,
  makeWay: () => void,
): void {
  try {
    const rows = openBundledRows(join(folder, BUNDLE_HISTORY), run, `${bundle}: ${BUNDLE_HISTORY}`);
    let undo = () => {};
    try {
      // Files take their places inside: no other process may take the same bundle in meanwhile.
      database.transaction(() => {
        makeWay();
        refuseKnown(database, rows, bundle, run);
        undo = takeFiles(folder, home, run);
        addRows(database, rows);
      });
    } catch (error) {
      undo();
      throw error;
    } finally {
      rows.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The history, not a folder, says whether a run is here: an import that was cut off may have left the folder alone. */
function refuseKnown(
  history: Database,
  rows: Database,
  bundle: string,
  { study, run, name }: BundledRun,
): void {
  if (history.get('SELECT 1 FROM runs WHERE id = @run', { run }))
    throw new UserError(
      `${bundle}: run ${run} (${name}) is in this home already; delete it before it is imported again`,
    );
  if (hasOtherSplit(history, rows))
    throw new UserError(
      `${bundle}: study ${study} is in this home with other data, so the run cannot join it; import it into another home (--home)`,
    );
}
