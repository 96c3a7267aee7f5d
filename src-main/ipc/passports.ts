import { version } from '../../package.json';
import { bundleJob, exportJob, passportJob, verifiedRun } from '../history';
import { activityOf, type Handlers, type Services } from './services';
import { tellStudies } from './study-changes';

type PassportRequest =
  | 'runs.passport'
  | 'runs.bundle'
  | 'runs.export'
  | 'passports.verify'
  | 'reports.verify'
  | 'imports.bundle'
  | 'imports.demonstration';

/** What others are given of a run, and what is taken from them: passports, bundles, exported folders. */
export function passportHandlers(services: Services): Handlers<PassportRequest> {
  const { history, shortJobs, places, send, demonstration } = services;
  const written = async (job: Parameters<typeof shortJobs.write>[0], study: string) => {
    try {
      await shortJobs.write(job, (event) => send('activity', activityOf(event, study)));
    } finally {
      // Takes the activity off the study's page.
      tellStudies(history, send, [study]);
    }
    return null;
  };
  const takeIn = async (path: string) => {
    const imported = await shortJobs.unpack(
      { kind: 'unpack', home: history.home.root, path },
      (unpacked) => history.addBundle(unpacked),
      (event) => send('activity', activityOf(event, null)),
    );
    tellStudies(history, send, [imported.study]);
    return imported;
  };
  return {
    'runs.passport': ({ run: id, path }) => {
      places.check(path);
      const run = history.resolveRun(id);
      return written(passportJob(history, run, path), run.study);
    },
    'runs.bundle': ({ run: id, path }) => {
      places.check(path);
      const run = history.resolveRun(id);
      return written(bundleJob(history, run, path), run.study);
    },
    'runs.export': ({ run: id, path, format }) => {
      places.check(path);
      const run = history.resolveRun(id);
      return written(exportJob(history, run, { folder: path, format }), run.study);
    },
    'passports.verify': ({ path, source, run }) =>
      shortJobs.verify(
        {
          kind: 'verify',
          home: history.home.root,
          passport: path,
          source,
          checkpoint: run === undefined ? null : verifiedRun(history, history.resolveRun(run)),
        },
        (event) => send('activity', activityOf(event, null)),
      ),
    'reports.verify': ({ path }) =>
      shortJobs.verifyReport({ kind: 'verify-report', path, application: version }),
    'imports.bundle': ({ path }) => takeIn(path),
    'imports.demonstration': () => takeIn(demonstration),
  };
}
