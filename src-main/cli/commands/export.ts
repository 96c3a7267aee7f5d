import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat } from '../../../src-shared/domain/export';
import { exportJob } from '../../history';
import { runInEngine } from '../engine-session';
import { type CommonOptions, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { formatTable, whole } from '../table';

interface ExportOptions extends CommonOptions {
  readonly format: ExportFormat;
}

export function addExportCommand(program: Command, streams: Streams): void {
  const command = program
    .command('export')
    .description("write a run's best checkpoint with all that belongs to it into a new folder")
    .argument('<run>', 'id, beginning of an id, or name')
    .argument('<folder>', 'a new or an empty folder')
    .addOption(
      new Option(
        '--format <name>',
        'notebook: weights that torch.load(..., weights_only=True) reads, and the classes that they fit (models.py); safetensors: weights by our names, everything else as JSON',
      )
        .choices(EXPORT_FORMATS)
        .default('notebook' satisfies ExportFormat),
    );
  withCommonOptions(command).action((text: string, folder: string, options: ExportOptions) =>
    withHistory(options, async (history) => {
      const target = { folder: resolve(folder), format: options.format };
      const job = exportJob(history, history.resolveRun(text), target);
      const show = progressListener(streams);
      await runInEngine(job, streams, null, (event) => {
        if (event.type !== 'exported') return show(event);
        const { run, files } = event;
        printResult(streams, options.json === true, { run, ...target, files }, () =>
          [
            `Exported ${run} to ${target.folder}`,
            formatTable(
              ['File', 'Bytes', 'SHA-256'],
              files.map(({ name, bytes, sha256 }) => [name, whole(bytes), sha256]),
            ),
          ].join('\n'),
        );
      });
    }),
  );
}
