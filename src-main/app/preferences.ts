import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const bounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** What the application remembers of its own; a damaged or unknown entry falls back to its default. */
const preferencesSchema = z.object({
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  starterDeclined: z.boolean().catch(false),
  window: z.object({ bounds, maximised: z.boolean() }).nullable().catch(null),
});

export type PreferenceValues = Readonly<z.infer<typeof preferencesSchema>>;
export type Bounds = z.infer<typeof bounds>;

/** The application's preferences in `HOME/preferences.json`. */
export class Preferences {
  private current: PreferenceValues;

  constructor(private readonly file: string) {
    this.current = preferencesSchema.parse(readJson(file));
  }

  get values(): PreferenceValues {
    return this.current;
  }

  /** Writes at once; the file is replaced as a whole. */
  change(values: Partial<PreferenceValues>): void {
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
