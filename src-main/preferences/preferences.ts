import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { runTableLayout } from '../../src-shared/contract/requests/library';
import type { EngineSettings, SettingsSource } from '../../src-shared/domain/engine-settings';

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** What is remembered for a person, in the order of the file; a damaged or unknown entry falls back to its default. */
const preferencesSchema = z.object({
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  starterDeclined: z.boolean().catch(false),
  queueAtStart: z.enum(['wait', 'continue']).catch('wait'),
  window: z.object({ bounds, maximised: z.boolean() }).nullable().catch(null),
  runTable: runTableLayout.nullable().catch(null),
  // Checked where they are used: what an engine computes on must not change silently.
  device: z.unknown().optional(),
  threads: z.unknown().optional(),
});

export type PreferenceValues = Readonly<z.infer<typeof preferencesSchema>>;
type Changes = Partial<Omit<PreferenceValues, keyof EngineSettings> & EngineSettings>;
export type Bounds = z.infer<typeof bounds>;

/** A person's preferences in `HOME/preferences.json`. The desktop app changes them; the command line reads them. */
export class Preferences {
  private readonly file: string;
  private current: PreferenceValues;

  constructor(home: string) {
    this.file = path.join(home, 'preferences.json');
    this.current = preferencesSchema.parse(readJson(this.file));
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
    const temporary = `${this.file}.new`;
    writeFileSync(temporary, `${JSON.stringify(this.current, null, 2)}\n`);
    renameSync(temporary, this.file);
  }
}

function readJson(file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
