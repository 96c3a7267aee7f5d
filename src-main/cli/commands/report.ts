import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../../../package.json';
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import { UserError } from '../../../src-shared/domain/errors';
import { writeFileAtomically } from '../../files/atomic-file';
import type { ReportData } from '../../engine/report/report-data';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { wholeNumber, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { requirePlaceFor, requirePlaceForFolder } from '../output-file';
import { progressListener } from '../progress';
import { gatherReport } from '../report-facts';
import { formatPairs, whole } from '../table';

interface ReportOptions extends EngineOptions {
  readonly out: string;
  readonly figures?: string;
  readonly split: SplitName;
  readonly seed: number;
  readonly heatmaps: number;
}

export function addReportCommand(program: Command, streams: Streams): void {
  const report = program
    .command('report')
    .description('write a study as one page that needs no network and can be verified')
    .argument('<study>', 'id, beginning of an id, or name')
    .requiredOption('--out <file.html>', 'the page')
    .option('--figures <folder>', 'also write every figure as SVG and PNG, and its numbers as CSV')
    .addOption(new Option('--split <name>', 'whose evaluations').choices(SPLIT_NAMES).default('test'))
    .option('--heatmaps <n>', 'attention heatmaps of each run that has attention', heatmapCount, 3)
    .option('--seed <n>', 'of resampling and shuffling', wholeNumber, 42);
  withCommonOptions(withEngineOptions(report)).action((text: string, options: ReportOptions) =>
    withHistory(options, async (history) => {
      requireWritable(options);
      applyEngineSettings(options);
      const study = history.resolveStudy(text);
      const request = { ...options, application: version };
      const data = await gatherReport(history, study, request, streams, progressListener(streams));
      const written = await writeReport(data, options);
      printResult(streams, options.json === true, written, () =>
        formatPairs([
          ['Report', written.report],
          ['Bytes', whole(written.bytes)],
          ['SHA-256', written.sha256],
          ...(options.figures === undefined
            ? []
            : [['Figures', `${written.figures.length} files in ${options.figures}`] as const]),
          ['Verify', `unroll verify ${JSON.stringify(written.report)}`],
        ]),
      );
    }),
  );
}

function heatmapCount(text: string): number {
  const count = wholeNumber(text);
  if (count < 1 || count > 50) throw new InvalidArgumentError('It must be from 1 to 50.');
  return count;
}

/**
 * Makes sure, before long work, that what is to be written has a place.
 * @throws UserError that names the path.
 */
function requireWritable({ out, figures }: ReportOptions): void {
  requirePlaceFor(out, '--out');
  if (figures !== undefined) requirePlaceForFolder(figures, '--figures');
}

async function writeReport(data: ReportData, { out, figures }: ReportOptions) {
  // What draws is loaded by the commands that draw alone.
  const { renderPage } = await import('../../engine/report/page');
  const { figureFiles } = await import('../../engine/report/figure-files');
  const page = renderPage(data);
  const files = figures === undefined ? [] : figureFiles(data);
  try {
    if (figures !== undefined) mkdirSync(figures, { recursive: true });
    for (const { name, content } of files) await writeFileAtomically(join(figures!, name), content);
    const { bytes, sha256 } = await writeFileAtomically(out, page);
    return { report: out, bytes, sha256, figures: files.map(({ name }) => join(figures!, name)) };
  } catch (error) {
    const { path, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${path ?? out}: cannot be written (${message})`);
  }
}
