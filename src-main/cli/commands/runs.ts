import type { Command } from 'commander';
import { runName } from '../../history';
import { type CommonOptions, withCommonOptions, withHistory } from '../options';
import { printResult, type Streams } from '../output';
import { runDocument, runsDocument, runsText, runText } from '../reports/run';

export function addRunsCommand(program: Command, streams: Streams): void {
  const runs = program.command('runs').description('what the history holds').helpCommand(false);
  withCommonOptions(runs.command('list').description('all runs, newest study first')).action(
    (options: CommonOptions) =>
      withHistory(options, (history) => {
        const studies = history.studies.list();
        printResult(streams, options.json === true, runsDocument(studies), () => runsText(studies));
      }),
  );

  const show = runs
    .command('show')
    .description('configuration, epochs, evaluations, files and environment of a run')
    .argument('<run>', 'id, beginning of an id, or name');
  withCommonOptions(show).action((text: string, options: CommonOptions) =>
    withHistory(options, (history) => {
      const document = runDocument(history, history.resolveRun(text));
      printResult(streams, options.json === true, document, () => runText(document));
    }),
  );

  const remove = runs
    .command('delete')
    .description('delete a run and its files; a study goes with its last run')
    .argument('<run>', 'id, beginning of an id, or name');
  withCommonOptions(remove).action((text: string, options: CommonOptions) =>
    withHistory(options, (history) => {
      const run = history.resolveRun(text);
      const name = runName(history.studies.find(run.study)!, run);
      history.deleteRun(run);
      printResult(
        streams,
        options.json === true,
        { deleted: run.id, name },
        () => `Deleted ${run.id} (${name})`,
      );
    }),
  );
}
