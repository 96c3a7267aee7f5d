import type { PassportJob } from '../../../src-shared/contract/engine/jobs';
import { writeFileAtomically } from '../checkpoint/atomic-file';
import { applicationVersion } from '../environment';
import type { JobHost } from '../job-host';
import { passportText, sealPassport } from '../passport/passport-file';
import { recordedContent, runCheckpoint, runTokenizers } from '../passport/run-content';

/** Writes the passport of a run. */
export async function runPassportJob(
  { home, study, run, recorded, path }: PassportJob,
  host: JobHost,
): Promise<void> {
  const { tokenizers } = await runTokenizers(home, study);
  const { description: checkpoint } = await runCheckpoint(home, run);
  const passport = sealPassport(
    { ...recordedContent(recorded), tokenizers, checkpoint },
    applicationVersion(),
  );
  const written = await writeFileAtomically(path, passportText(passport));
  host.emit({ type: 'file-written', path, ...written });
}
