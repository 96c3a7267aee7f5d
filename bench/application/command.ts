import type { Architecture } from '../../src-shared/domain/architecture';
import { benchmark, eachArchitecture, withOnlyOption } from '../benchmark';
import { wholeNumber } from '../options';
import {
  applicationBenchmark,
  type ApplicationOptions,
  type ApplicationResult,
} from './application-benchmark';
import { applicationMarkdown } from './application-report';

interface ApplicationCommandOptions extends ApplicationOptions {
  readonly only?: Architecture;
}

/** The same run on the command line and in the application. */
export const application = benchmark<ApplicationCommandOptions, ApplicationResult>({
  name: 'application',
  description: 'training in the application against the command line, taking turns, and what its events cost',
  addOptions: (command) =>
    withOnlyOption(command)
      .option('--rounds <count>', 'turns of each', wholeNumber(1), 6)
      .option('--steps <count>', 'timed steps in a turn', wholeNumber(1), 4),
  measure: ({ only, ...options }, progress) =>
    eachArchitecture(only, progress, (architecture, tell) =>
      applicationBenchmark(architecture, options, tell),
    ),
  keyOf: ({ architecture }) => architecture,
  markdown: applicationMarkdown,
});
