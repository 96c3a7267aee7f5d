/** The application itself. */
import { z } from 'zod';
import { APPLICATION_COMMANDS } from '../../domain/commands';
import { ZOOM_FACTORS } from '../../domain/zoom';
import { identifier } from './values';

export const THEMES = ['light', 'dark', 'system'] as const;

/** A fragment of the window's address, as `formatRoute` writes it. */
const link = z.string().startsWith('#/').max(4096);
const title = z.string().trim().min(1).max(200);

/** What a person decided of the windows, by name. */
export const preferenceShapes = {
  theme: z.enum(THEMES),
  /** 1 is actual size. */
  zoom: z.number().min(ZOOM_FACTORS[0]).max(ZOOM_FACTORS.at(-1)!),
  /** Whether the desktop says that a study has ended. */
  notifications: z.boolean(),
  /** The first steps: the study that was started by them, what was seen of it, and whether they are shown. */
  guide: z.object({
    study: identifier.nullable(),
    watched: z.boolean(),
    read: z.boolean(),
    /** Null: while there is nothing else to show. */
    shown: z.boolean().nullable(),
  }),
  /** Whether the starter study was not wanted. */
  starterDeclined: z.boolean(),
} as const;

const recentItem = z.object({ link, title });
export const recentItems = z.array(recentItem).max(30).readonly();

export const applicationRequests = {
  'app.describe': z.object({}),
  'app.changePreferences': z.object(preferenceShapes).partial(),
  /** A place worth finding again was visited. */
  'app.visited': recentItem,
  /** Does what the menu does at the command of that name. */
  'app.run': z.object({ command: z.enum(APPLICATION_COMMANDS) }),
  'app.openWindow': z.object({ link }),
} as const;

export interface ApplicationOutputs {
  'app.describe': ApplicationDescription;
  'app.changePreferences': null;
  'app.visited': null;
  'app.run': null;
  'app.openWindow': null;
}

export type RecentItem = Readonly<z.infer<typeof recentItem>>;

/** What a person decided of the windows, and where they were. */
export type WindowPreferences = {
  readonly [Name in keyof typeof preferenceShapes]: z.infer<(typeof preferenceShapes)[Name]>;
} & { readonly recent: readonly RecentItem[] };

export type Theme = (typeof THEMES)[number];

export interface ApplicationDescription {
  readonly version: string;
  readonly home: string;
  readonly platform: string;
  /** Backend and device that the engine will use, e.g. `TensorFlow 2.21.0, CPU, 2 threads`; a WASM notice otherwise. */
  readonly engine: string;
  readonly engineNotice: string | null;
  readonly preferences: WindowPreferences;
}
