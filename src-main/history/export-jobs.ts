import type { ExportJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { Run } from '../../src-shared/domain/run';
import { whyNotGenerate } from './abilities';
import type { History } from './history';

/**
 * Writes a run into a new folder, for PyTorch or as safetensors. `folder` is an absolute path.
 * @throws UserError when the run has no checkpoint yet, or was imported without weights or tokenizers.
 */
export function exportJob(
  history: History,
  run: Run,
  { folder, format }: Pick<ExportJob, 'folder' | 'format'>,
): ExportJob {
  const whyNot = whyNotGenerate(history, run);
  if (whyNot !== null) throw new UserError(whyNot);
  return {
    kind: 'export',
    home: history.home.root,
    study: run.study,
    run: run.id,
    folder,
    format,
    recorded: {
      epochs: history.curves.epochs(run.id),
      evaluations: run.evaluations,
      interventions: history.trainingLog.interventions(run.id),
    },
  };
}
