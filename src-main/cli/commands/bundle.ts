import type { Command } from 'commander';
import { bundleJob, runName } from '../../history';
import { type CommonOptions, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { requirePlaceFor } from '../output-file';
import { formatPairs, whole } from '../table';
import { writeFile } from './passport';

interface BundleOptions extends CommonOptions {
  readonly out: string;
}

export function addBundleCommand(program: Command, streams: Streams): void {
  const bundle = program
    .command('bundle')
    .description('put a run with its study, history, predictions and checkpoints into one file')
    .argument('<run>', 'id, beginning of an id, or name')
    .requiredOption('--out <file.zip>', 'the bundle')
    .addHelpText(
      'after',
      '\nOn another machine `unroll import file.zip` takes it in. Runs of one study join it again.',
    );
  withCommonOptions(bundle).action((text: string, options: BundleOptions) =>
    withHistory(options, async (history) => {
      requirePlaceFor(options.out, '--out');
      const run = history.resolveRun(text);
      const name = runName(history.studies.find(run.study)!, run);
      const { path, bytes, sha256 } = await writeFile(bundleJob(history, run, options.out), streams);
      const written = { run: run.id, name, bundle: path, bytes, sha256 };
      printResult(streams, options.json === true, written, () =>
        formatPairs([
          ['Run', name],
          ['Bundle', path],
          ['Bytes', whole(bytes)],
          ['SHA-256', sha256],
          ['Take it in', `unroll import ${JSON.stringify(path)}`],
        ]),
      );
    }),
  );
}
