import { ARCHITECTURES, type Architecture } from '../../src-shared/domain/architecture';
import {
  CONFIGURATION_KEYS,
  DEFAULT_SOURCE,
  PRESETS,
  STARTER_STUDY,
  checkTogether,
  checkValue,
  valueFromText,
  type ConfigurationKeyName,
  type PresetName,
  type RunConfiguration,
} from '../../src-shared/domain/configuration';
import type { DataReport } from '../../src-shared/domain/data';
import { request, subscribe } from '../client/client';
import { SourceChoice } from './source-choice.svelte';
import type { SourceKind } from './source-fields';
import type { Activity } from './studies.svelte';
import { Task } from './task.svelte';

export const KEY_NAMES = Object.keys(CONFIGURATION_KEYS) as ConfigurationKeyName[];

/** The form of a new study: what was typed, and what follows from it. */
export class NewStudyForm {
  readonly source = new SourceChoice();
  preset = $state<PresetName>('recommended');
  architectures = $state<Architecture[]>([...ARCHITECTURES]);
  /** Settings as typed over the preset. */
  edits = $state<Partial<Record<ConfigurationKeyName, string | boolean>>>({});
  typedName = $state<string | null>(null);
  /** What the settings are searched for. */
  wanted = $state('');

  readonly inspection = new Task<DataReport>();
  readonly creation = new Task<{ readonly study: string }>();
  inspectionActivity = $state.raw<Activity | null>(null);

  readonly configuration = $derived<Record<ConfigurationKeyName, unknown>>(this.#read());
  readonly problems = $derived(this.#check());
  readonly changedKeys = $derived(KEY_NAMES.filter((key) => this.isChanged(key)));
  readonly name = $derived(this.typedName ?? `${SOURCE_NAMES[this.source.kind]}, ${this.preset}`);
  /** Why the study cannot start yet; null when it can. */
  readonly obstacle = $derived(this.#findObstacle());

  /** The text or switch position that the control of a key shows. */
  shown(key: ConfigurationKeyName): string | boolean {
    const value = PRESETS[this.preset][key];
    return this.edits[key] ?? (typeof value === 'boolean' ? value : String(value));
  }

  /** A setting that is as the preset has it counts as unchanged, even if it was typed. */
  isChanged(key: ConfigurationKeyName): boolean {
    return key in this.edits && this.configuration[key] !== PRESETS[this.preset][key];
  }

  edit(key: ConfigurationKeyName, value: string | boolean): void {
    this.edits[key] = value;
  }

  reset(key: ConfigurationKeyName): void {
    delete this.edits[key];
  }

  resetAll(): void {
    this.edits = {};
  }

  /** Sizes with which three models train in minutes on a laptop. */
  useSmallSizes(): void {
    for (const key of KEY_NAMES) {
      const value = STARTER_STUDY.configuration[key];
      if (value !== PRESETS.recommended[key]) this.edits[key] = String(value);
    }
  }

  toggleArchitecture(architecture: Architecture): void {
    const chosen = new Set(this.architectures);
    if (!chosen.delete(architecture)) chosen.add(architecture);
    this.architectures = ARCHITECTURES.filter((name) => chosen.has(name));
  }

  async inspect(): Promise<void> {
    this.inspectionActivity = null;
    const end = subscribe('activity', (activity) => {
      if (activity.study === null) this.inspectionActivity = activity;
    });
    const input = { source: this.source.request, configuration: this.configuration };
    await this.inspection.start(() => request('data.inspect', $state.snapshot(input)));
    end();
  }

  /** Forgets the report; an inspection that is at work ends. */
  dropInspection(): void {
    if (this.inspection.busy) void request('data.cancelInspection', {});
    this.inspection.reset();
  }

  /** Resolves to the new study's id, or null when it was refused (`creation.failure` says why). */
  async create(): Promise<string | null> {
    const input = {
      name: this.name.trim(),
      source: this.source.request,
      configuration: this.configuration,
      architectures: this.architectures,
    };
    const created = await this.creation.start(() => request('studies.create', $state.snapshot(input)));
    return created?.study ?? null;
  }

  #read(): Record<ConfigurationKeyName, unknown> {
    const entries = KEY_NAMES.map((key) => {
      const shown = this.shown(key);
      return [
        key,
        typeof shown === 'boolean' ? shown : valueFromText(CONFIGURATION_KEYS[key].kind, shown.trim()),
      ];
    });
    return Object.fromEntries(entries);
  }

  #check(): Partial<Record<ConfigurationKeyName, string>> {
    const problems = KEY_NAMES.flatMap((key) => checkValue(key, this.configuration[key]) ?? []);
    // Keys are compared with each other only once each is right by itself.
    if (problems.length === 0)
      problems.push(...checkTogether(this.configuration as unknown as RunConfiguration));
    return Object.fromEntries(problems.map(({ key, message }) => [key, message]));
  }

  #findObstacle(): string | null {
    if (this.source.problem) return this.source.problem;
    if (this.architectures.length === 0) return 'Choose at least one architecture.';
    if (this.name.trim() === '') return 'Give the study a name.';
    const count = Object.keys(this.problems).length;
    if (count > 0) return `${count} ${count === 1 ? 'setting is' : 'settings are'} not valid.`;
    return null;
  }
}

const SOURCE_NAMES: Readonly<Record<SourceKind, string>> = {
  stdlib: DEFAULT_SOURCE,
  file: 'File',
  folder: 'Folder',
  hub: 'Hugging Face',
  synthetic: 'Synthetic',
};
