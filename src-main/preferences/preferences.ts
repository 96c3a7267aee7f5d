import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  preferenceShapes,
  recentItems,
  type WindowPreferences,
} from '../../src-shared/contract/requests/application';
import { runTableLayout } from '../../src-shared/contract/requests/library';
import type { EngineSettings, SettingsSource } from '../../src-shared/domain/engine-settings';

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const windowState = z.object({ bounds, maximised: z.boolean(), link: z.string() });

/** More are not opened again. */
const MOST_WINDOWS = 20;

/** What is remembered for a person, in the order of the file; a damaged or unknown entry falls back to its default. */
const preferencesSchema = z.object({
  theme: preferenceShapes.theme.catch('system'),
  zoom: preferenceShapes.zoom.catch(1),
  notifications: preferenceShapes.notifications.catch(true),
  starterDeclined: preferenceShapes.starterDeclined.catch(false),
  guide: preferenceShapes.guide.catch({ study: null, watched: false, read: false, shown: null }),
  recent: recentItems.catch([]),
  queueAtStart: z.enum(['wait', 'continue']).catch('wait'),
  runTable: runTableLayout.nullable().catch(null),
  /** As they were open last. */
  windows: z
    .array(windowState)
    .catch([])
    .transform((windows) => windows.slice(0, MOST_WINDOWS)),
  // Checked where they are used: what an engine computes on must not change silently.
  device: z.unknown().optional(),
  threads: z.unknown().optional(),
});

export type PreferenceValues = Readonly<z.infer<typeof preferencesSchema>>;
type Changes = Partial<Omit<PreferenceValues, keyof EngineSettings> & EngineSettings>;
export type Bounds = z.infer<typeof bounds>;
export type WindowState = Readonly<z.infer<typeof windowState>>;

/** A person's preferences in `HOME/preferences.json`. The desktop app changes them; the command line reads them. */
export class Preferences {
  private readonly file: string;
  private current: PreferenceValues;
  /** The file is there and no JSON object: it is put aside rather than written over. */
  private damaged: boolean;

  constructor(home: string) {
    this.file = path.join(home, 'preferences.json');
    const read = readObject(this.file);
    this.damaged = read === 'damaged';
    this.current = preferencesSchema.parse(read === 'damaged' ? {} : read);
  }

  get values(): PreferenceValues {
    return this.current;
  }

  /** Device and threads as they stand in the file, unchecked. */
  get engineSettings(): SettingsSource {
    const { device, threads } = this.current;
    return {
      values: { device, threads },
      names: { device: `${this.file}: "device"`, threads: `${this.file}: "threads"` },
    };
  }

  /** Writes at once; the file is replaced as a whole. */
  change(values: Changes): void {
    this.current = { ...this.current, ...values };
    mkdirSync(path.dirname(this.file), { recursive: true });
    if (this.damaged) renameSync(this.file, `${this.file}.damaged`);
    this.damaged = false;
    const temporary = `${this.file}.new`;
    writeFileSync(temporary, `${JSON.stringify(this.current, null, 2)}\n`);
    renameSync(temporary, this.file);
  }
}

/** What windows know of the preferences. */
export function windowPreferences(values: PreferenceValues): WindowPreferences {
  const { theme, zoom, notifications, starterDeclined, guide, recent } = values;
  return { theme, zoom, notifications, starterDeclined, guide, recent };
}

/** Empty where there is no file. */
function readObject(file: string): object | 'damaged' {
  if (!existsSync(file)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : 'damaged';
  } catch {
    return 'damaged';
  }
}
