import { version } from '../../package.json';
import type { ApplicationOutputs } from '../../src-shared/contract/requests/application';
import { describeRuntime } from '../engine-host/runtime';
import { windowPreferences } from '../preferences/preferences';
import type { Handlers, Services } from './services';
import { nextSettings } from './settings';

/** The application itself: what it is, how it looks, what its menu does. */
export function applicationHandlers({
  history,
  desktop,
  preferences,
  runtime,
}: Services): Handlers<keyof ApplicationOutputs> {
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
      preferences: windowPreferences(preferences.values),
    }),
    'app.changePreferences': (changes) => {
      desktop.changePreferences(changes);
      return null;
    },
    'app.visited': (item) => {
      desktop.visited(item);
      return null;
    },
    'app.run': ({ command }) => {
      desktop.run(command);
      return null;
    },
    'app.openWindow': ({ link }) => {
      desktop.openWindow(link);
      return null;
    },
  };
}
