import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { UserError } from '../../../src-shared/domain/errors';
import { importBundle, isBundle } from '../import-bundle';
import { type CommonOptions, withCommonOptions } from '../options';
import type { Streams } from '../output';

export function addImportCommand(program: Command, streams: Streams): void {
  const command = program
    .command('import')
    .description('take in a run that was trained elsewhere')
    .argument('<file.zip>', 'a file that `bundle` wrote');
  withCommonOptions(command).action(async (path: string, options: CommonOptions) => {
    if (!existsSync(path)) throw new UserError(`${path}: there is no such file`);
    if (!(await isBundle(path)))
      throw new UserError(`${path}: no bundle of a run, which \`unroll bundle\` writes`);
    await importBundle(path, options, streams);
  });
}
