/**
 * The one contract between windows and the main process: requests with an answer, and events that main pushes.
 * Requests are checked against their schema in main; answers and events are typed by the same maps.
 */
import { z } from 'zod';
import { ARCHITECTURES, type Architecture } from '../domain/architecture';
import type { DataReport } from '../domain/data';
import type { Diagnosis } from '../domain/diagnosis';
import { DEVICES, type EngineSettings } from '../domain/engine-settings';
import { EXPORT_FORMATS } from '../domain/export';
import type { ImportedStudy } from '../domain/import';
import type { Answer, EpochRecord, Generation, ProbeOfEpoch, StepRecord, Study } from '../domain/run';
import type { PassportVerification } from '../domain/verification';

const identifier = z.string().min(1).max(200);
const sourceRequest = z.object({
  location: z.string().min(1).max(4096),
  options: z
    .object({
      docstringField: z.string().min(1).optional(),
      codeField: z.string().min(1).optional(),
      keepDocstring: z.boolean().optional(),
    })
    .optional(),
});
/** Values are checked by `parseConfiguration`, whose errors name the key. */
const configurationValues = z.record(z.string(), z.unknown());

/** Input schema of every request. */
export const REQUEST_SCHEMAS = {
  'app.describe': z.object({}),
  'app.setTheme': z.object({ theme: z.enum(['light', 'dark', 'system']) }),
  'app.openHome': z.object({}),
  'app.declineStarter': z.object({}),
  'settings.show': z.object({}),
  /** What is left out stays as it is. */
  'settings.change': z.object({
    device: z.enum(DEVICES).optional(),
    threads: z.union([z.literal('automatic'), z.number().int().positive()]).optional(),
  }),
  'data.choose': z.object({ what: z.enum(['file', 'folder', 'checkpoint', 'passport']) }),
  /** Where something is to be written; `name` is proposed. */
  'data.place': z.object({
    what: z.enum(['passport', 'bundle', 'folder']),
    name: z.string().min(1).max(250),
  }),
  'data.inspect': z.object({ source: sourceRequest, configuration: configurationValues }),
  'data.cancelInspection': z.object({}),
  'studies.list': z.object({}),
  'studies.show': z.object({ study: identifier }),
  'studies.create': z.object({
    name: z.string().trim().min(1).max(200),
    source: sourceRequest,
    configuration: configurationValues,
    architectures: z.array(z.enum(ARCHITECTURES)).min(1),
  }),
  'studies.createStarter': z.object({}),
  'studies.rename': z.object({ study: identifier, name: z.string().trim().min(1).max(200) }),
  'studies.delete': z.object({ study: identifier }),
  'studies.pause': z.object({ study: identifier }),
  'studies.continue': z.object({ study: identifier }),
  'studies.stop': z.object({ study: identifier }),
  'studies.resume': z.object({ study: identifier }),
  /** What a folder or file of PyTorch's would give, and what is assumed of it; nothing is written. */
  'imports.preview': z.object({ path: z.string().min(1).max(4096), settings: configurationValues }),
  /** `settings` decide what is assumed; without `name` the folder's is taken. */
  'imports.start': z.object({
    path: z.string().min(1).max(4096),
    settings: configurationValues,
    source: sourceRequest.optional(),
    name: z.string().trim().min(1).max(200).optional(),
  }),
  /** Ends the preview or import that is at work, if there is one; its request is rejected and leaves nothing. */
  'imports.cancel': z.object({}),
  /** A file that `runs.bundle` wrote, on this machine or another. */
  'imports.bundle': z.object({ path: z.string().min(1).max(4096) }),
  /** For a study that was imported without data. */
  'studies.addData': z.object({ study: identifier, source: sourceRequest }),
  'runs.curves': z.object({ run: identifier, maximumSteps: z.number().int().positive().max(100_000) }),
  'runs.diagnose': z.object({ run: identifier }),
  /** Write a file that is to lie at a path. */
  'runs.passport': z.object({ run: identifier, path: z.string().min(1).max(4096) }),
  'runs.bundle': z.object({ run: identifier, path: z.string().min(1).max(4096) }),
  /** Writes a folder that is to lie at the path: for PyTorch, or safetensors. */
  'runs.export': z.object({
    run: identifier,
    path: z.string().min(1).max(4096),
    format: z.enum(EXPORT_FORMATS),
  }),
  /** By data that are at hand, and by a run of this home where one is named. */
  'passports.verify': z.object({
    path: z.string().min(1).max(4096),
    source: sourceRequest,
    run: identifier.optional(),
  }),
  /** What the run wrote for its probe examples after an epoch. */
  'probes.ofEpoch': z.object({ run: identifier, epoch: z.number().int().positive() }),
  /** What it wrote for one of them, epoch after epoch. */
  'probes.ofExample': z.object({ run: identifier, index: z.number().int().min(0) }),
  'predictions.list': z.object({
    study: identifier,
    split: z.enum(['train', 'validation', 'test']),
    decoder: z.enum(['greedy', 'beam']),
    search: z.string().max(1000),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
  }),
  generate: z.object({
    runs: z.array(identifier).min(1).max(50),
    texts: z.array(z.string().max(20_000)).min(1).max(100),
    beamSize: z.number().int().min(1).max(64),
    attention: z.boolean(),
    faithfulness: z.boolean().optional(),
    tree: z.boolean().optional(),
  }),
} as const;

export type RequestName = keyof typeof REQUEST_SCHEMAS;
export type RequestInput<Name extends RequestName> = z.infer<(typeof REQUEST_SCHEMAS)[Name]>;

export interface ApplicationDescription {
  readonly version: string;
  readonly home: string;
  readonly platform: string;
  /** Backend and device that the engine will use, e.g. `TensorFlow 2.21.0, CPU, 2 threads`; a WASM notice otherwise. */
  readonly engine: string;
  readonly engineNotice: string | null;
  readonly theme: 'light' | 'dark' | 'system';
  /** The history is empty, and the starter study was not declined. */
  readonly offerStarter: boolean;
}

/** Settings as a person chose them, with what there is to choose from. */
export interface SettingsDescription extends EngineSettings {
  readonly processors: number;
  /** Set-up provided TensorFlow for an NVIDIA GPU. */
  readonly hasGpu: boolean;
  /** The environment variable, with its value, that a setting stands back behind; null where there is none. */
  readonly overridden: { readonly [Name in keyof EngineSettings]: string | null };
  /** What is wrong with the stored settings, which then show as `automatic`; null where nothing is. */
  readonly problem: string | null;
}

export interface RunCurves {
  readonly run: string;
  /** At most `maximumSteps`, thinned evenly, first and last kept. */
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
}

/** One test example with what each run answered. */
export interface PredictionRow {
  readonly index: number;
  readonly source: string;
  readonly reference: string;
  readonly docstringTokens: number | null;
  readonly hypotheses: readonly (Answer & {
    readonly run: string;
    readonly architecture: Architecture;
  })[];
}

export interface PredictionPage {
  readonly total: number;
  readonly rows: readonly PredictionRow[];
}

/** Answer of every request. */
export interface RequestOutputs {
  'app.describe': ApplicationDescription;
  'app.setTheme': null;
  'app.openHome': null;
  'app.declineStarter': null;
  'settings.show': SettingsDescription;
  'settings.change': SettingsDescription;
  /** The chosen path, or null when the dialog was cancelled. */
  'data.choose': string | null;
  'data.place': string | null;
  'data.inspect': DataReport;
  'data.cancelInspection': null;
  'studies.list': readonly Study[];
  'studies.show': Study;
  'studies.create': { readonly study: string };
  'studies.createStarter': { readonly study: string };
  'studies.rename': null;
  'studies.delete': null;
  'studies.pause': null;
  'studies.continue': null;
  'studies.stop': null;
  'studies.resume': null;
  'imports.preview': ImportedStudy;
  'imports.start': { readonly study: string };
  'imports.cancel': null;
  'imports.bundle': { readonly study: string };
  'studies.addData': null;
  'runs.curves': RunCurves;
  'runs.diagnose': Diagnosis;
  'runs.passport': null;
  'runs.bundle': null;
  'runs.export': null;
  'passports.verify': PassportVerification;
  'probes.ofEpoch': readonly ProbeOfEpoch[];
  'probes.ofExample': readonly ProbeOfEpoch[];
  'predictions.list': PredictionPage;
  generate: readonly Generation[];
}

/** A request's answer as it crosses the bridge: errors keep their message and whether the user can mend them. */
export type RequestResult<Name extends RequestName> =
  | { readonly ok: true; readonly value: RequestOutputs[Name] }
  | { readonly ok: false; readonly error: { readonly message: string; readonly userError: boolean } };

/** What main pushes to every window. All of it is in the history before it is sent. */
export interface WindowEvents {
  /** A study or run changed (state, counters, evaluations); the whole study as it now is. */
  'study-changed': Study;
  'study-deleted': { readonly study: string };
  /** Steps and epochs since the last such event of the run, coalesced (one a second). */
  'run-progress': {
    readonly study: string;
    readonly run: string;
    readonly steps: readonly StepRecord[];
    readonly epochs: readonly EpochRecord[];
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
  notice: { readonly study: string | null; readonly message: string };
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
}
