import type { Command } from 'commander';
import type { DataReport } from '../../../src-shared/domain/data';
import { runInEngine } from '../engine-session';
import {
  type CommonOptions,
  type ConfigurationFlags,
  configurationFrom,
  type SourceFlags,
  sourceFrom,
  withCommonOptions,
  withConfigurationOptions,
  withSourceOptions,
} from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { dataText } from '../reports/data';

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
}
