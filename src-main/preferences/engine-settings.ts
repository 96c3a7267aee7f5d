import { availableParallelism } from 'node:os';
import {
  chooseSettings,
  type EngineSettings,
  settingsInEnvironment,
  type SettingsSource,
} from '../../src-shared/domain/engine-settings';
import type { Preferences } from './preferences';

/**
 * On what the engine is to compute: as an option of the command line says, else the environment, else the preferences.
 * @throws UserError naming the place of a wrong value and what is allowed.
 */
export function engineSettings(
  preferences: Preferences,
  environment: NodeJS.ProcessEnv,
  options?: SettingsSource,
): EngineSettings {
  const sources = [settingsInEnvironment(environment), preferences.engineSettings];
  return chooseSettings(options ? [options, ...sources] : sources, availableParallelism());
}
