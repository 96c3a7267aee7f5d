import { availableParallelism } from 'node:os';
import type { SettingsDescription } from '../../src-shared/contract/requests/settings';
import {
  chooseSettings,
  type EngineSettings,
  parseThreads,
  settingsInEnvironment,
} from '../../src-shared/domain/engine-settings';
import { UserError } from '../../src-shared/domain/errors';
import { engineSettings } from '../preferences/engine-settings';
import type { Preferences } from '../preferences/preferences';
import type { Handlers, Services } from './services';

/** What a person chooses once for this computer. */
export function settingsHandlers({
  preferences,
  runtime,
  shortJobs,
}: Services): Handlers<'settings.show' | 'settings.change'> {
  const hasGpu = runtime.kind === 'native' && runtime.device === 'cuda';
  const describe = (): SettingsDescription => ({
    ...tolerantSettings(preferences),
    processors: availableParallelism(),
    hasGpu,
    overridden: overridden(process.env),
  });
  return {
    'settings.show': describe,
    'settings.change': (changes) => {
      if (changes.device === 'cuda' && !hasGpu)
        throw new UserError(
          'TensorFlow is not set up for an NVIDIA GPU here; choose automatic or cpu, or run: UNROLL_DEVICE=cuda npm run setup',
        );
      if (changes.threads !== undefined) parseThreads(changes.threads, availableParallelism(), 'Threads');
      preferences.change(changes);
      shortJobs.renew();
      return describe();
    },
  };
}

/** The settings as they stand in the preferences; what is wrong there shows as `automatic` beside the problem. */
function tolerantSettings(preferences: Preferences): EngineSettings & { readonly problem: string | null } {
  const { settings, problem } = settingsOrProblem(() =>
    chooseSettings([preferences.engineSettings], availableParallelism()),
  );
  return { ...settings, problem };
}

/** What the next engine process will compute with, or why none can be started. */
export function nextSettings(preferences: Preferences): {
  readonly settings: EngineSettings;
  readonly problem: string | null;
} {
  return settingsOrProblem(() => engineSettings(preferences, process.env));
}

function settingsOrProblem(read: () => EngineSettings) {
  try {
    return { settings: read(), problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { settings: { device: 'automatic', threads: 'automatic' } as const, problem: error.message };
  }
}

function overridden(environment: NodeJS.ProcessEnv): SettingsDescription['overridden'] {
  const { values, names } = settingsInEnvironment(environment);
  const given = (setting: keyof EngineSettings) =>
    values[setting] === undefined ? null : `${names[setting]}=${String(values[setting])}`;
  return { device: given('device'), threads: given('threads') };
}
