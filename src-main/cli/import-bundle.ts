import type { UnpackJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import { type History, runName } from '../history';
import { runInEngine } from './engine-session';
import { type CommonOptions, withHistory } from './options';
import { printResult, type Streams } from './output';
import { progressListener } from './progress';
import { formatPairs, whole } from './table';

/** Whether what is to be imported is a bundle, by its content. */
export async function isBundle(path: string): Promise<boolean> {
  return (await import('../engine/bundle/unpack-bundle')).isBundle(path);
}

/** Takes a bundle into the history and prints what came with it. @throws UserError when it is broken or here already */
export function importBundle(path: string, options: CommonOptions, streams: Streams): Promise<void> {
  return withHistory(options, async (history) => {
    const job: UnpackJob = { kind: 'unpack', home: history.home.root, path };
    const show = progressListener(streams);
    let run: string | null = null;
    await runInEngine(job, streams, null, (event) => {
      if (event.type !== 'bundle-unpacked') return show(event);
      history.addBundle(event);
      run = event.bundled.run;
    });
    if (run === null) throw new UserError(`${path}: nothing was imported`);
    const imported = importedDocument(history, run);
    printResult(streams, options.json === true, imported, () => importedText(imported));
  });
}

function importedDocument(history: History, id: string) {
  const { study, architecture, parameters, state, epoch, evaluations } = history.runs.find(id)!;
  const name = runName(history.studies.find(study)!, history.runs.find(id)!);
  const run = {
    run: id,
    name,
    architecture,
    parameters,
    state,
    epochs: epoch,
    evaluations: evaluations.length,
  };
  return { study, runs: [run] };
}

function importedText({ study, runs: [run] }: ReturnType<typeof importedDocument>): string {
  return formatPairs([
    ['Study', study],
    ['Run', run.run],
    ['Name', run.name],
    ['Architecture', run.architecture],
    ['Parameters', whole(run.parameters)],
    ['State', run.state],
    ['Epochs', run.epochs],
    ['Evaluations', run.evaluations],
  ]);
}
