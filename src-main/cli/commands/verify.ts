import { type Command, Option } from 'commander';
import { version } from '../../../package.json';
import type { VerifyJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import type { PassportVerification, VerifiedItem } from '../../../src-shared/domain/verification';
import { verifiedRun } from '../../history';
import { readUtf8 } from '../../engine/files/read-utf8';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { PartialFailure, UsageError } from '../errors';
import { type SourceFlags, sourceFrom, withCommonOptions, withHistory, withSourceOptions } from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { passportVerificationText, reportVerificationText } from '../reports/verification';

interface VerifyOptions extends EngineOptions, SourceFlags {
  readonly data?: string;
  readonly run?: string;
  readonly checkpoint?: string;
}

export function addVerifyCommand(program: Command, streams: Streams): void {
  const verify = program
    .command('verify')
    .description('say item by item whether a report page or a passport is true')
    .argument('<file>', 'a page that `report` wrote, or a file that `passport` wrote')
    .option('--data <source>', 'passport: where its rows are here')
    .addOption(
      new Option('--run <run>', 'passport: also look at this run, and decode with it').conflicts(
        'checkpoint',
      ),
    )
    .option('--checkpoint <folder>', 'passport: also decode with the weights in a folder')
    .addHelpText('after', HELP);
  withCommonOptions(withEngineOptions(withSourceOptions(verify))).action(
    async (path: string, options: VerifyOptions) => {
      const text = await readUtf8(path);
      // A page is HTML; of anything that begins as JSON does, the verification of passports says what is wrong.
      const items = text.startsWith('{')
        ? await verifyPassport(path, options, streams)
        : await verifyReport(path, text, options, streams);
      throwProblems(path, items);
    },
  );
}

const HELP = `
A report page is computed again from what it embeds. A passport is compared with the split that the source gives
here, with the settings, tokenizers, weights and records of the run or folder, and with what its weights decode
here. Without --run and --checkpoint, data, tokenizers and metrics are verified and the rest is named as unchecked;
so is, with --checkpoint, what only a run of the history can tell.
Exit status 1 when anything differs.`;

async function verifyReport(
  path: string,
  text: string,
  options: VerifyOptions,
  streams: Streams,
): Promise<readonly VerifiedItem[]> {
  const given = (['data', 'run', 'checkpoint'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} is for passports; ${path} is none`);
  const verification = await checkReport(path, text);
  printResult(streams, options.json === true, verification, () => reportVerificationText(path, verification));
  return verification.items;
}

async function checkReport(path: string, text: string) {
  const { verifyReport } = await import('../../engine/report/verify');
  try {
    return verifyReport(text, version);
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${path}: ${error.message}`) : error;
  }
}

async function verifyPassport(
  path: string,
  options: VerifyOptions,
  streams: Streams,
): Promise<readonly VerifiedItem[]> {
  const { data } = options;
  if (data === undefined) throw new UsageError(`${path} is verified by its data: --data SOURCE`);
  applyEngineSettings(options);
  const job: VerifyJob = {
    kind: 'verify',
    home: options.home,
    passport: path,
    source: sourceFrom(data, options),
    checkpoint: await checkpointFrom(options),
  };
  let verification: PassportVerification | null = null as PassportVerification | null;
  const show = progressListener(streams);
  await runInEngine(job, streams, null, (event) => {
    if (event.type === 'verification') verification = event.verification;
    else show(event);
  });
  if (verification === null) throw new Error('The verification ended without an answer');
  const found = verification;
  printResult(streams, options.json === true, found, () => passportVerificationText(path, found));
  return found.items;
}

/** The history is opened only where a run of it is asked for: another machine may have none. */
async function checkpointFrom(options: VerifyOptions): Promise<VerifyJob['checkpoint']> {
  const { run, checkpoint } = options;
  if (run !== undefined)
    return withHistory(options, (history) => verifiedRun(history, history.resolveRun(run)));
  return checkpoint === undefined ? null : { kind: 'folder', path: checkpoint };
}

function throwProblems(path: string, items: readonly VerifiedItem[]): void {
  const wrong = items.filter(({ agreement }) => agreement === 'differs').map(({ name }) => name);
  if (wrong.length > 0)
    throw new PartialFailure(`${path}: not what was written; what differs: ${wrong.join('; ')}`);
}
