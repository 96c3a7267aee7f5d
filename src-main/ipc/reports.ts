import path from 'node:path';
import { version } from '../../package.json';
import { UserError } from '../../src-shared/domain/errors';
import { activityOf, type Handlers, type Services } from './services';
import { tellStudies } from './study-changes';

/** As the command line has them when nothing is said. */
const DEFAULTS = { seed: 42, heatmaps: 3, application: version };

/** A study's report as a page of its own. */
export function reportHandlers({
  history,
  shortJobs,
  desktop,
  places,
  send,
}: Services): Handlers<'studies.saveReport' | 'studies.openReport'> {
  /** Pages that the user had written: nothing else is opened at a window's request. */
  const saved = new Set<string>();
  return {
    'studies.saveReport': async ({ study: id, split, path: place, figures }) => {
      places.check(place);
      const study = history.resolveStudy(id);
      const page = figures ? path.join(place, 'report.html') : place;
      const request = { ...DEFAULTS, study, split, path: page, figures: figures ? place : null };
      // Another process reads it.
      history.flush();
      try {
        await shortJobs.write(
          { kind: 'stored', home: history.home.root, asked: 'report', request },
          (event) => send('activity', activityOf(event, study.id)),
        );
      } finally {
        // Takes the activity off the study's page.
        tellStudies(history, send, [study.id]);
      }
      saved.add(page);
      return page;
    },
    'studies.openReport': async ({ path: page }) => {
      if (!saved.has(page))
        throw new UserError(`${page}: was not saved by this application since it started`);
      await desktop.openPath(page);
      return null;
    },
  };
}
