/** Words for the values of the domain. */
import type { RunConfiguration } from '../domain/configuration';
import type { RunState } from '../domain/run';

export const STATE_LABELS: Readonly<Record<RunState, string>> = {
  queued: 'Queued',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  failed: 'Failed',
};

/** What the loss is called that chose a run's weights. */
export function checkpointLossTitle({
  CHECKPOINT_CRITERION,
}: Pick<RunConfiguration, 'CHECKPOINT_CRITERION'>): string {
  return CHECKPOINT_CRITERION === 'free-running' ? 'Free-running loss' : 'Validation loss';
}

/** A data source in words: its location alone is terse. */
export function describeLocation(location: string): string {
  if (location === 'python:stdlib') return 'Python standard library';
  if (location.startsWith('hf:')) return location.slice(3);
  if (location.startsWith('synthetic:')) return `Synthetic, ${location.slice('synthetic:'.length)} rows`;
  return location.split(/[\\/]/).filter(Boolean).at(-1) ?? location;
}

/** A configuration value as the form and tables print it. */
export function describeValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `Test split`. */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
