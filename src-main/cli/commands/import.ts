import type { Command } from 'commander';
import certificateProgram from '../../../resources/parity.py?raw';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { ImportedStudy } from '../../../src-shared/domain/import';
import { importing, importJob, Recorder } from '../../history';
import { runInEngine } from '../engine-session';
import { UsageError } from '../errors';
import { importBundle, isBundle } from '../import-bundle';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import {
  type SourceFlags,
  sourceFrom,
  withCommonOptions,
  withHistory,
  withNameOption,
  withSetOption,
  withSourceOptions,
} from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { importDocument, importText } from '../reports/import';

interface ImportOptions extends EngineOptions, SourceFlags {
  readonly data?: string;
  readonly set: readonly Partial<RunConfiguration>[];
  readonly name?: string;
  readonly dryRun?: boolean;
}

const CERTIFICATE_HELP =
  'Parity: run this in the notebook, and the import tells whether the model computes here what it computed there.';

export function addImportCommand(program: Command, streams: Streams): void {
  const command = program
    .command('import')
    .description(
      'bring in what was trained elsewhere: what a PyTorch notebook left, or a run that `bundle` wrote',
    )
    .argument(
      '<path>',
      'a folder with .pt files, config.json, tokenizers and history, as far as they exist; FILE.pt; or a bundle, FILE.zip',
    )
    .option('--data <source>', 'the examples that it was trained with: a file, a folder, hf:OWNER/NAME, ...');
  withSetOption(
    withSourceOptions(command),
    'decides what the tensors cannot tell (BRIDGE=sum); may be repeated',
  );
  withNameOption(command, 'name of the study (default: folder and time)');
  command.option('--dry-run', 'tell what would be imported and what would be assumed, and write nothing');
  command.addHelpText('after', `\n${CERTIFICATE_HELP}\n\n${certificateProgram.trimEnd()}`);
  withCommonOptions(withEngineOptions(command)).action(async (path: string, options: ImportOptions) => {
    if (!(await isBundle(path))) return importFolder(path, options, streams);
    refuseWithBundle(options);
    return importBundle(path, options, streams);
  });
}

/** @throws UsageError for what a bundle has no use for: its run lacks nothing. */
function refuseWithBundle({ data, set, name, dryRun }: ImportOptions): void {
  const given = { '--data': data, '--name': name, '--dry-run': dryRun, '--set': set[0] };
  const useless = Object.entries(given).find(([, value]) => value !== undefined);
  if (useless)
    throw new UsageError(`${useless[0]} is for what PyTorch trained; a bundle is taken in as it is`);
}

/** Imports a notebook's folder or one checkpoint, and prints what came of it. */
function importFolder(path: string, options: ImportOptions, streams: Streams): Promise<void> {
  return withHistory(options, async (history) => {
    applyEngineSettings(options);
    const job = importJob(history, {
      path,
      settings: Object.assign({}, ...options.set) as Partial<RunConfiguration>,
      name: options.name,
      source: options.data === undefined ? undefined : sourceFrom(options.data, options),
      preview: options.dryRun,
    });
    let imported: ImportedStudy | null = null;
    const show = progressListener(streams);
    await importing(history, job, () =>
      runInEngine(job, streams, new Recorder(history, job), (event) => {
        if (event.type === 'imported' || event.type === 'import-preview') imported = event.imported;
        else show(event);
      }),
    );
    printResult(streams, options.json === true, importDocument(imported!, job.preview), () =>
      importText(imported!, job.preview),
    );
  });
}
