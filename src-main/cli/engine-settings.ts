import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import {
  type Device,
  DEVICES,
  parseThreads,
  settingsAsEnvironment,
  type ThreadCount,
} from '../../src-shared/domain/engine-settings';
import { UserError } from '../../src-shared/domain/errors';
import { engineSettings } from '../preferences/engine-settings';
import { Preferences } from '../preferences/preferences';
import { UsageError } from './errors';
import type { CommonOptions } from './options';

/** Options of the commands that compute. */
export interface EngineOptions extends CommonOptions {
  readonly device?: Device;
  readonly threads?: ThreadCount;
}

export function withEngineOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--device <name>', 'what computes (default: as set in the desktop app)').choices(DEVICES),
    )
    .addOption(
      new Option('--threads <count>', 'threads that compute, or automatic (default: as set there)').argParser(
        threadCount,
      ),
    );
}

function threadCount(text: string): ThreadCount {
  try {
    return parseThreads(text, availableParallelism(), '--threads');
  } catch (error) {
    throw error instanceof UserError ? new UsageError(error.message) : error;
  }
}

/**
 * Lets the engine, which is yet to be loaded into this process, compute as the options say, else the environment, else
 * the preferences of the home folder.
 * @throws UserError naming a wrong variable or entry of the preferences.
 */
export function applyEngineSettings({ home, device, threads }: EngineOptions): void {
  const options = { values: { device, threads }, names: { device: '--device', threads: '--threads' } };
  const settings = engineSettings(new Preferences(home), process.env, options);
  Object.assign(process.env, settingsAsEnvironment(settings));
}
