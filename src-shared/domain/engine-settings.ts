/** On what the engine computes: settings of a person's computer, not of a run, so they are no configuration keys. */
import { UserError } from './errors';

export const DEVICES = ['automatic', 'cpu', 'cuda'] as const;
/** `automatic`: the NVIDIA GPU where set-up found one, else the CPU. */
export type Device = (typeof DEVICES)[number];

/** `automatic`: one for each processor. */
export type ThreadCount = 'automatic' | number;

export interface EngineSettings {
  readonly device: Device;
  readonly threads: ThreadCount;
}

/** The environment variables by which a host tells an engine process its settings; a user may set them as well. */
export const SETTING_VARIABLES = { device: 'UNROLL_DEVICE', threads: 'UNROLL_THREADS' } as const;

/** @throws UserError naming `origin` (an option, variable or file entry) and what is allowed. */
export function parseDevice(value: unknown, origin: string): Device {
  if (DEVICES.some((device) => device === value)) return value as Device;
  throw new UserError(`${origin} is ${JSON.stringify(value)}; it must be automatic, cpu or cuda`);
}

/**
 * Reads a number, or text that stands for one.
 * @param processors of this computer, the most that are allowed
 * @throws UserError naming `origin` (an option, variable or file entry) and what is allowed.
 */
export function parseThreads(value: unknown, processors: number, origin: string): ThreadCount {
  if (value === 'automatic') return value;
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= processors) return count;
  throw new UserError(
    `${origin} is ${JSON.stringify(value)}; it must be automatic or a whole number from 1 to ${processors}, the processors of this computer`,
  );
}

/** A place where settings may be given, unchecked, with what each is called there; undefined where it is not given. */
export interface SettingsSource {
  readonly values: { readonly [Name in keyof EngineSettings]?: unknown };
  readonly names: { readonly [Name in keyof EngineSettings]: string };
}

/**
 * Each setting from the first place that gives it, `automatic` where none does.
 * @param processors of this computer
 * @throws UserError naming the place, the value and what is allowed.
 */
export function chooseSettings(sources: readonly SettingsSource[], processors: number): EngineSettings {
  const device = firstGiven(sources, 'device');
  const threads = firstGiven(sources, 'threads');
  return {
    device: device ? parseDevice(device.value, device.name) : 'automatic',
    threads: threads ? parseThreads(threads.value, processors, threads.name) : 'automatic',
  };
}

function firstGiven(sources: readonly SettingsSource[], setting: keyof EngineSettings) {
  const source = sources.find(({ values }) => values[setting] !== undefined);
  return source ? { value: source.values[setting], name: source.names[setting] } : null;
}

/** What the environment variables say; an empty one counts as not given. */
export function settingsInEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): SettingsSource {
  const { device, threads } = SETTING_VARIABLES;
  return {
    values: { device: environment[device] || undefined, threads: environment[threads] || undefined },
    names: SETTING_VARIABLES,
  };
}

/** The variables for a process that is to compute with these settings. */
export function settingsAsEnvironment({ device, threads }: EngineSettings): Record<string, string> {
  return { [SETTING_VARIABLES.device]: device, [SETTING_VARIABLES.threads]: String(threads) };
}
