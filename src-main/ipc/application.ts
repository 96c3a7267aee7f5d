import { version } from '../../package.json';
import { describeRuntime } from '../engine-host/runtime';
import type { Handlers, Services } from './services';

type ApplicationRequest = 'app.describe' | 'app.setTheme' | 'app.openHome' | 'app.declineStarter';

/** The application itself: what it is, how it looks, where its files are. */
export function applicationHandlers({ history, desktop, runtime }: Services): Handlers<ApplicationRequest> {
  return {
    'app.describe': () => ({
      version,
      home: history.home.root,
      platform: process.platform,
      ...describeRuntime(runtime),
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
      await desktop.openFolder(history.home.root);
      return null;
    },
  };
}
