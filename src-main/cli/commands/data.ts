import type { Command } from 'commander';
import type { DataReport } from '../../../src-shared/domain/data';
import type { Study } from '../../../src-shared/domain/run';
import { addDataJob, Recorder } from '../../history';
import { runInEngine } from '../engine-session';
import {
  type CommonOptions,
  type ConfigurationFlags,
  configurationFrom,
  type SourceFlags,
  sourceFrom,
  withCommonOptions,
  withConfigurationOptions,
  withHistory,
  withSourceOptions,
} from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { dataText } from '../reports/data';

type AddOptions = CommonOptions & SourceFlags;
type InspectOptions = CommonOptions & SourceFlags & ConfigurationFlags;

export function addDataCommand(program: Command, streams: Streams): void {
  const data = program.command('data').description('look at a data source').helpCommand(false);
  const inspect = data
    .command('inspect')
    .description('rows, lengths, vocabularies and duplicates of a source, split as a study would split it')
    .argument('<source>', 'a file, a folder, python:stdlib, hf:OWNER/NAME or synthetic:N');
  withCommonOptions(withConfigurationOptions(withSourceOptions(inspect))).action(
    async (location: string, options: InspectOptions) => {
      const { configuration } = configurationFrom(options, streams);
      let report: DataReport | null = null;
      const show = progressListener(streams);
      await runInEngine(
        {
          kind: 'inspect',
          source: sourceFrom(location, options),
          configuration,
          home: options.home,
        },
        streams,
        null,
        (event) => {
          if (event.type === 'data-report') report = event.report;
          else show(event);
        },
      );
      printResult(streams, options.json === true, report, () => dataText(report!));
    },
  );

  const add = data
    .command('add')
    .description(
      'give data to a study that was imported without: split by its configuration, read by its tokenizers',
    )
    .argument('<study>', 'id, beginning of an id, or name')
    .argument('<source>', 'a file, a folder, python:stdlib, hf:OWNER/NAME or synthetic:N');
  withCommonOptions(withSourceOptions(add)).action((text: string, location: string, options: AddOptions) =>
    withHistory(options, async (history) => {
      const job = addDataJob(history, history.resolveStudy(text), sourceFrom(location, options));
      await runInEngine(job, streams, new Recorder(history, job), progressListener(streams));
      const { id, name, split } = history.studies.find(job.study)!;
      printResult(
        streams,
        options.json === true,
        { study: id, name, split },
        () => `"${name}" has ${splitText(split!)}; score its runs by: unroll evaluate RUN`,
      );
    }),
  );
}

function splitText({ sizes, description }: NonNullable<Study['split']>): string {
  return `${sizes.train} training, ${sizes.validation} validation and ${sizes.test} test examples of ${description}`;
}
