import type {
  RequestInput,
  RequestName,
  RequestOutputs,
  WindowEvents,
} from '../../src-shared/contract/channels';
import type { TensorFlowRuntime } from '../engine-host/runtime';
import type { ProgressEvent, ShortJobs } from '../engine-host/short-jobs';
import type { Send } from '../engine-host/window-feed';
import type { History } from '../history';
import type { Preferences } from '../preferences/preferences';
import type { ChosenPlaces } from './chosen-places';
import type { Desktop } from './desktop';
import type { Training } from './training';

/** What the request handlers work with. */
export interface Services {
  readonly history: History;
  readonly training: Training;
  readonly shortJobs: ShortJobs;
  readonly desktop: Desktop;
  readonly places: ChosenPlaces;
  readonly preferences: Preferences;
  readonly runtime: TensorFlowRuntime;
  /** The bundle of a trained run that the application brings along. */
  readonly demonstration: string;
  /** Sends an event to every window. */
  readonly send: Send;
}

/** A function for each of some requests; its input was checked against the request's schema. */
export type Handlers<Name extends RequestName> = {
  readonly [Each in Name]: (
    input: RequestInput<Each>,
  ) => RequestOutputs[Each] | Promise<RequestOutputs[Each]>;
};

/** The engine's progress with something that is not training, as windows are told of it. */
export function activityOf(event: ProgressEvent, study: string | null): WindowEvents['activity'] {
  const { activity, done, total, unit, run } = event;
  return { study, run: run ?? null, activity, done, total, unit };
}
