import type { Command } from 'commander';
import type { Diagnosis } from '../../../src-shared/domain/diagnosis';
import { diagnoseJob } from '../../history';
import { runInEngine } from '../engine-session';
import { type CommonOptions, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { progressListener } from '../progress';
import { diagnosisText } from '../reports/diagnosis';

export function addDiagnoseCommand(program: Command, streams: Streams): void {
  const diagnose = program
    .command('diagnose')
    .description('say what is wrong with a run, on what evidence, and what may help')
    .argument('<run>', 'id, beginning of an id, or name');
  withCommonOptions(diagnose).action((text: string, options: CommonOptions) =>
    withHistory(options, async (history) => {
      const job = diagnoseJob(history, history.resolveRun(text));
      let diagnosis: Diagnosis | null = null;
      const show = progressListener(streams);
      await runInEngine(job, streams, null, (event) => {
        if (event.type === 'diagnosis') diagnosis = event.diagnosis;
        else show(event);
      });
      printResult(streams, options.json === true, diagnosis, () => diagnosisText(diagnosis!));
    }),
  );
}
