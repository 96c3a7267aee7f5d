import type { Command } from 'commander';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import type { EngineJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import { passportJob, runName } from '../../history';
import { runInEngine } from '../engine-session';
import { type CommonOptions, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { requirePlaceFor } from '../output-file';
import { progressListener } from '../progress';
import { formatPairs, whole } from '../table';

interface PassportOptions extends CommonOptions {
  readonly out: string;
}

export function addPassportCommand(program: Command, streams: Streams): void {
  const passport = program
    .command('passport')
    .description('write the file by which another machine can verify the numbers of a run')
    .argument('<run>', 'id, beginning of an id, or name')
    .requiredOption('--out <file.json>', 'the passport')
    .addHelpText(
      'after',
      '\nIt holds configuration, losses, metrics, predictions, and the hashes of every example, tokenizer and tensor.',
    );
  withCommonOptions(passport).action((text: string, options: PassportOptions) =>
    withHistory(options, async (history) => {
      requirePlaceFor(options.out, '--out');
      const run = history.resolveRun(text);
      const name = runName(history.studies.find(run.study)!, run);
      const { path, bytes, sha256 } = await writeFile(passportJob(history, run, options.out), streams);
      const written = { run: run.id, name, passport: path, bytes, sha256 };
      printResult(streams, options.json === true, written, () =>
        formatPairs([
          ['Run', name],
          ['Passport', path],
          ['Bytes', whole(bytes)],
          ['SHA-256', sha256],
          ['Verify', `unroll verify ${JSON.stringify(path)} --data SOURCE`],
        ]),
      );
    }),
  );
}

export type WrittenFile = Extract<EngineEvent, { type: 'file-written' }>;

/**
 * Runs a job that writes one file, and tells of the file.
 * @throws UserError also when the system refuses to write it.
 */
export async function writeFile(
  job: EngineJob & { readonly path: string },
  streams: Streams,
): Promise<WrittenFile> {
  let written: WrittenFile | null = null;
  const show = progressListener(streams);
  await runInEngine(job, streams, null, (event) => {
    if (event.type === 'file-written') written = event;
    else show(event);
  });
  if (written === null) throw new UserError(`${job.path}: was not written`);
  return written;
}
