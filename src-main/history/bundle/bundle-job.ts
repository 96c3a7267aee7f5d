import type { BundleJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import type { Run } from '../../../src-shared/domain/run';
import type { History } from '../history';
import { runName } from '../resolve';

/**
 * Puts a run into one file.
 * @throws UserError when the run is at work: its rows and files would not be of one moment.
 */
export function bundleJob(history: History, run: Run, path: string): BundleJob {
  if (history.runs.isActive(run))
    throw new UserError(
      `Run ${run.id} (${run.architecture}) is ${run.state}; wait until it has ended, or stop it, and bundle it then`,
    );
  const name = runName(history.studies.find(run.study)!, run);
  return {
    kind: 'bundle',
    home: history.home.root,
    path,
    content: {
      bundled: { study: run.study, run: run.id, name, architecture: run.architecture },
      history: history.bundledRows(run),
      artefacts: history.runs.artefacts(run.id),
    },
  };
}
