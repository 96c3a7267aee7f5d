import { addDataJob, importing, importJob, Recorder } from '../history';
import { parseConfiguration } from '../../src-shared/domain/configuration';
import { UserError } from '../../src-shared/domain/errors';
import { activityOf, type Handlers, type Services } from './services';
import { tellStudies } from './study-changes';

type ImportRequestName = 'imports.preview' | 'imports.start' | 'imports.cancel' | 'studies.addData';

/** Models that PyTorch trained: what a folder of theirs holds, bringing it in, and giving data to it. */
export function importHandlers({ history, shortJobs, send }: Services): Handlers<ImportRequestName> {
  return {
    'imports.preview': ({ path, settings }) => {
      const job = importJob(history, { path, settings: decisions(settings), preview: true });
      const nothing = () => {};
      return shortJobs.importStudy(job, nothing, (event) => send('activity', activityOf(event, null)));
    },
    'imports.start': async ({ settings, ...request }) => {
      const job = importJob(history, { ...request, settings: decisions(settings) });
      const recorder = new Recorder(history, job);
      const { study } = await importing(history, job, () =>
        shortJobs.importStudy(
          job,
          (event) => recorder.record(event),
          (event) => send('activity', activityOf(event, null)),
        ),
      );
      tellStudies(history, send, [study]);
      return { study };
    },
    'imports.cancel': () => {
      shortJobs.cancelImport();
      return null;
    },
    'studies.addData': async ({ study, source }) => {
      const job = addDataJob(history, history.resolveStudy(study), source);
      const recorder = new Recorder(history, job);
      await shortJobs.addData(
        job,
        (event) => recorder.record(event),
        (event) => send('activity', activityOf(event, job.study)),
      );
      tellStudies(history, send, [job.study]);
      return null;
    },
  };
}

/** @throws UserError for a name that no setting has, and for a wrong value. */
function decisions(settings: Readonly<Record<string, unknown>>) {
  const { values, unknown } = parseConfiguration(settings, 'The settings of the import');
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new UserError(`There is no setting ${name}`);
  return values;
}
