import { type Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../../../package.json';
import { SPLIT_NAMES, type SplitName } from '../../../src-shared/domain/data';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import { reportJob } from '../../history';
import { runInEngine } from '../engine-session';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { wholeNumber, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { requirePlaceFor, requirePlaceForFolder } from '../output-file';
import { progressListener } from '../progress';
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
      const { out, figures = null, split, seed, heatmaps } = options;
      const request = { split, seed, heatmaps, path: out, figures, application: version };
      const job = reportJob(history, { ...request, study: history.resolveStudy(text) });
      const show = progressListener(streams);
      let written: WrittenReport | null = null;
      await runInEngine(job, streams, null, (event) => {
        if (event.type === 'report-written') written = event;
        else show(event);
      });
      printResult(streams, options.json === true, reportDocument(written!), () =>
        reportText(written!, figures),
      );
    }),
  );
}

type WrittenReport = Extract<EngineEvent, { type: 'report-written' }>;

function reportDocument({ path: report, bytes, sha256, figures }: WrittenReport) {
  return { report, bytes, sha256, figures };
}

function reportText({ path, bytes, sha256, figures }: WrittenReport, folder: string | null): string {
  return formatPairs([
    ['Report', path],
    ['Bytes', whole(bytes)],
    ['SHA-256', sha256],
    ...(folder === null ? [] : [['Figures', `${figures.length} files in ${folder}`] as const]),
    ['Verify', `unroll verify ${JSON.stringify(path)}`],
  ]);
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
