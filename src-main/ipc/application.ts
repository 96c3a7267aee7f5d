import { version } from '../../package.json';
import { describeRuntime } from '../engine-host/runtime';
import type { Handlers, Services } from './services';
import { nextSettings } from './settings';

type ApplicationRequest = 'app.describe' | 'app.setTheme' | 'app.openHome' | 'app.declineStarter';

/** The application itself: what it is, how it looks, where its files are. */
export function applicationHandlers({
  history,
  desktop,
  preferences,
  runtime,
}: Services): Handlers<ApplicationRequest> {
  const describeEngine = () => {
    const { settings, problem } = nextSettings(preferences);
    const { engine, engineNotice } = describeRuntime(runtime, settings);
    return { engine, engineNotice: problem ?? engineNotice };
  };
  return {
    'app.describe': () => ({
      version,
      home: history.home.root,
      platform: process.platform,
      ...describeEngine(),
      theme: desktop.theme(),
      offerStarter: !desktop.starterWasDeclined() && history.studies.list().length === 0,
    }),
    'app.declineStarter': () => {
      desktop.declineStarter();
      return null;
    },
    'app.setTheme': ({ theme }) => {
      desktop.setTheme(theme);
      return null;
    },
    'app.openHome': async () => {
      await desktop.openPath(history.home.root);
      return null;
    },
  };
}
