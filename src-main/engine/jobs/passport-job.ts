import type { PassportJob } from '../../../src-shared/contract/engine/jobs';
import { writeFileAtomically } from '../../files/atomic-file';
import { applicationVersion } from '../environment';
import type { JobHost } from '../job-host';
import { evaluationsOfCheckpoint } from '../passport/checkpoint-evaluations';
import { passportText, sealPassport } from '../passport/passport-file';
import { recordedContent, runCheckpoint, runTokenizers } from '../passport/run-content';

/**
 * Writes the passport of a run, without evaluations of other weights than its best checkpoint's; a notice names them.
 * @throws UserError when all evaluations are of other weights, or a file of the run is missing or broken.
 */
export async function runPassportJob(
  { home, study, run, recorded, path }: PassportJob,
  host: JobHost,
): Promise<void> {
  const { tokenizers } = await runTokenizers(home, study);
  const { description: checkpoint } = await runCheckpoint(home, run);
  const { evaluations, notice } = evaluationsOfCheckpoint(recorded, checkpoint.epoch);
  if (notice !== null) host.emit({ type: 'notice', message: notice });
  const passport = sealPassport(
    { ...recordedContent({ ...recorded, evaluations }), tokenizers, checkpoint },
    applicationVersion(),
  );
  const written = await writeFileAtomically(path, passportText(passport));
  host.emit({ type: 'file-written', path, ...written });
}
