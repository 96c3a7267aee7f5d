import type { Command } from 'commander';
import { resumeJob } from '../../history';
import { type CommonOptions, withCommonOptions, withHistory } from '../options';
import type { Streams } from '../output';
import { trainAndReport } from './training';

export function addResumeCommand(program: Command, streams: Streams): void {
  const resume = program
    .command('resume')
    .description('go on with runs that were stopped, interrupted or failed, from their latest checkpoint')
    .argument('<study or run>', 'id, beginning of an id, or name');
  withCommonOptions(resume).action((text: string, options: CommonOptions) =>
    withHistory(options, (history) => {
      const { study, runs } = history.resolveStudyOrRun(text);
      return trainAndReport(history, resumeJob(history, study, runs), options, streams);
    }),
  );
}
