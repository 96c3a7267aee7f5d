import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { version } from '../../../package.json';
import { UserError } from '../../../src-shared/domain/errors';
import type { Verification } from '../../engine/report/verify';
import { PartialFailure } from '../errors';
import { printResult, type Streams } from '../output';

export function addVerifyCommand(program: Command, streams: Streams): void {
  program
    .command('verify')
    .description(
      'compute every number of a report again from what it embeds, and compare it with what it shows',
    )
    .argument('<file.html>', 'a page that `report` wrote')
    .option('--json', 'print one JSON document on standard output')
    .action(async (path: string, options: { readonly json?: boolean }) => {
      const verification = await verify(path);
      printResult(streams, options.json === true, verification, () => verificationText(path, verification));
      throwProblems(path, verification);
    });
}

async function verify(path: string): Promise<Verification> {
  const { verifyReport } = await import('../../engine/report/verify');
  try {
    return verifyReport(readText(path), version);
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${path}: ${error.message}`) : error;
  }
}

function readText(path: string): string {
  try {
    // Bytes that are not UTF-8 would otherwise be read as replacement characters, and an edit of them missed.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    throw new UserError(`cannot be read (${(error as Error).message})`);
  }
}

function verificationText(path: string, { study, items }: Verification): string {
  const lines = items.map(({ name, problem }) =>
    problem === null ? `agrees   ${name}` : `DIFFERS  ${name}: ${problem}`,
  );
  const title = study === null ? path : `${path}: report of “${study}”`;
  const wrong = items.filter(({ problem }) => problem !== null).length;
  const verdict =
    wrong === 0 ? `All ${items.length} items agree.` : `${wrong} of ${items.length} items differ.`;
  return [title, ...lines, verdict].join('\n');
}

function throwProblems(path: string, { items }: Verification): void {
  const wrong = items.filter(({ problem }) => problem !== null).map(({ name }) => name);
  if (wrong.length > 0)
    throw new PartialFailure(`${path}: not what was written; what differs: ${wrong.join('; ')}`);
}
