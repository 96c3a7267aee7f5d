import type { Command } from 'commander';
import { resumeJob } from '../../history';
import { applyEngineSettings, type EngineOptions, withEngineOptions } from '../engine-settings';
import { withCommonOptions, withHistory } from '../options';
import type { Streams } from '../output';
import { trainAndReport } from './training';

export function addResumeCommand(program: Command, streams: Streams): void {
  const resume = program
    .command('resume')
    .description('go on with runs that were stopped, interrupted or failed, from their latest checkpoint')
    .argument('<study or run>', 'id, beginning of an id, or name');
  withCommonOptions(withEngineOptions(resume)).action((text: string, options: EngineOptions) =>
    withHistory(options, (history) => {
      applyEngineSettings(options);
      const { study, runs } = history.resolveStudyOrRun(text);
      return trainAndReport(history, resumeJob(history, study, runs), options, streams);
    }),
  );
}
