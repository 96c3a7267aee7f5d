/**
 * The one contract between windows and the main process: requests with an answer (a file each feature in `requests/`), and
 * events that main pushes. Requests are checked against their schema in main; answers and events are typed by the same maps.
 */
import type { z } from 'zod';
import type { WindowCommand } from '../domain/commands';
import type { Study } from '../domain/run';
import { applicationRequests, type ApplicationOutputs, type WindowPreferences } from './requests/application';
import { comparisonRequests, type ComparisonOutputs } from './requests/comparison';
import { dataRequests, type DataOutputs } from './requests/data';
import { estimatesRequests, type EstimatesOutputs } from './requests/estimates';
import { examplesRequests, type ExamplesOutputs } from './requests/examples';
import { filesRequests, type FilesOutputs } from './requests/files';
import { generateRequests, type GenerateOutputs } from './requests/generate';
import { importsRequests, type ImportsOutputs } from './requests/imports';
import { interactiveRequests, type InteractiveOutputs } from './requests/interactive';
import { libraryRequests, type LibraryOutputs } from './requests/library';
import { passportsRequests, type PassportsOutputs } from './requests/passports';
import { probesRequests, type ProbesOutputs } from './requests/probes';
import { queueRequests, type QueueDescription, type QueueOutputs } from './requests/queue';
import { runsRequests, type RunsOutputs } from './requests/runs';
import { settingsRequests, type SettingsOutputs } from './requests/settings';
import { studiesRequests, type StudiesOutputs } from './requests/studies';
import { sweepsRequests, type SweepsOutputs } from './requests/sweeps';
import { trashRequests, type TrashOutputs } from './requests/trash';
import { trainingRequests, type RunCurves, type TrainingOutputs } from './requests/training';

/** Input schema of every request. */
export const REQUEST_SCHEMAS = {
  ...applicationRequests,
  ...settingsRequests,
  ...dataRequests,
  ...examplesRequests,
  ...filesRequests,
  ...studiesRequests,
  ...importsRequests,
  ...runsRequests,
  ...libraryRequests,
  ...passportsRequests,
  ...comparisonRequests,
  ...probesRequests,
  ...generateRequests,
  ...queueRequests,
  ...sweepsRequests,
  ...estimatesRequests,
  ...interactiveRequests,
  ...trainingRequests,
  ...trashRequests,
} as const;

export type RequestName = keyof typeof REQUEST_SCHEMAS;
export type RequestInput<Name extends RequestName> = z.infer<(typeof REQUEST_SCHEMAS)[Name]>;

/** Answer of every request. */
export interface RequestOutputs
  extends
    ApplicationOutputs,
    SettingsOutputs,
    DataOutputs,
    ExamplesOutputs,
    FilesOutputs,
    StudiesOutputs,
    ImportsOutputs,
    RunsOutputs,
    LibraryOutputs,
    PassportsOutputs,
    ComparisonOutputs,
    ProbesOutputs,
    GenerateOutputs,
    QueueOutputs,
    SweepsOutputs,
    EstimatesOutputs,
    InteractiveOutputs,
    TrainingOutputs,
    TrashOutputs {}

/** A request's answer as it crosses the bridge: errors keep their message and whether the user can mend them. */
export type RequestResult<Name extends RequestName> =
  | { readonly ok: true; readonly value: RequestOutputs[Name] }
  | { readonly ok: false; readonly error: { readonly message: string; readonly userError: boolean } };

/** What main pushes to every window. All of it is in the history before it is sent. */
export interface WindowEvents {
  /** A study or run changed (state, counters, evaluations); the whole study as it now is. */
  'study-changed': Study;
  'study-deleted': { readonly study: string };
  /** Many studies changed, came back or went: lists are to be read again. */
  'library-changed': Readonly<Record<string, never>>;
  /** Something was deleted, brought back or removed for good. */
  'trash-changed': Readonly<Record<string, never>>;
  /** A sweep came, went or got another name. */
  'sweeps-changed': Readonly<Record<string, never>>;
  /** What came since the last such event of the run, coalesced (one a second), steps in a few hundred entries at most. */
  'run-progress': RunCurves & {
    readonly study: string;
    /** Null when unknown. */
    readonly secondsLeft: number | null;
    readonly tokensPerSecond: number;
  };
  /** Progress of an activity that is not training (reading data, decoding). */
  activity: {
    readonly study: string | null;
    readonly run: string | null;
    readonly activity: string;
    readonly done: number;
    readonly total: number | null;
    readonly unit: string;
  };
  /** Favourites or slices of studies changed. */
  'examples-marked': { readonly studies: readonly string[] };
  notice: { readonly study: string | null; readonly message: string };
  'queue-changed': QueueDescription;
  /** All preferences of windows, as they now are. */
  'preferences-changed': WindowPreferences;
  /** To the window in front alone: it is to do what the menu was asked for. */
  command: { readonly command: WindowCommand };
}

export type WindowEventName = keyof WindowEvents;

/** The bridge that the preload script puts on `window.unroll`. */
export interface Bridge {
  request<Name extends RequestName>(name: Name, input: RequestInput<Name>): Promise<RequestResult<Name>>;
  /** Returns the function that ends the subscription. */
  subscribe<Name extends WindowEventName>(
    name: Name,
    listener: (event: WindowEvents[Name]) => void,
  ): () => void;
  /** The path of a file or folder that was dropped on the window; empty for what lies in no file. */
  pathOf(file: File): string;
}
