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
  type ConfigurationProblem,
  type RunConfiguration,
} from '../../src-shared/domain/configuration';
import { dataSizesOf } from '../../src-shared/domain/estimate/data-sizes';
import type { RunEstimate } from '../../src-shared/domain/estimate/estimate';
import type { StudyHead } from '../../src-shared/domain/study-list';
import { request } from '../client/client';
import { DataInspection } from './data-inspection.svelte';
import { Estimates } from './estimates.svelte';
import { SourceChoice } from './source-choice.svelte';
import type { SourceKind } from './source-fields';
import { SweepForm } from './sweep-form.svelte';
import { Task } from './task.svelte';

export const KEY_NAMES = Object.keys(CONFIGURATION_KEYS) as ConfigurationKeyName[];

/** Where the settings start from: a preset, the newest study of the history, or the study that was asked for. */
export const STARTING_POINTS = ['recommended', 'notebook', 'last', 'study'] as const;
export type StartingPoint = (typeof STARTING_POINTS)[number];

/** What the form makes. */
export type NewStudyKind = 'study' | 'sweep';

/** The form of a new study: what was typed, and what follows from it. */
export class NewStudyForm {
  readonly source = new SourceChoice();
  preset = $state<StartingPoint>('recommended');
  /** The newest study; null where there is none. */
  last = $state.raw<StudyHead | null>(null);
  /** The study that is to be repeated with changes. */
  origin = $state.raw<StudyHead | null>(null);
  architectures = $state<Architecture[]>([...ARCHITECTURES]);
  /** Settings as typed over the preset. */
  edits = $state<Partial<Record<ConfigurationKeyName, string | boolean>>>({});
  typedName = $state<string | null>(null);
  /** What the settings are searched for. */
  wanted = $state('');
  onlyChanged = $state(false);
  kind = $state<NewStudyKind>('study');

  #taken: string | null = null;

  readonly sweep = new SweepForm();
  readonly inspection = new DataInspection();
  readonly estimates = new Estimates();
  readonly creation = new Task<string>();

  readonly #blank = this.#typed();
  readonly base = $derived<RunConfiguration>(this.#base());
  readonly configuration = $derived<Record<ConfigurationKeyName, unknown>>(this.#read());
  readonly problems = $derived(this.#check());
  /** The configuration where every setting is right; null else. */
  readonly valid = $derived(
    Object.keys(this.problems).length === 0 ? (this.configuration as unknown as RunConfiguration) : null,
  );
  readonly changedKeys = $derived(KEY_NAMES.filter((key) => this.isChanged(key)));
  readonly name = $derived(this.typedName ?? this.#proposedName());
  /** Why the study cannot start yet; null when it can. */
  readonly obstacle = $derived(this.#findObstacle());
  /** Whether anything is not as it is in a new form. */
  readonly isTouched = $derived(this.#typed() !== this.#blank);
  /** The data report, where it is of the settings as they stand. */
  readonly report = $derived(
    this.valid && this.inspection.isOf(this.source.request, this.valid) ? this.inspection.report : null,
  );
  readonly dataSizes = $derived(this.valid && dataSizesOf(this.valid, this.report));

  /** The text or switch position that the control of a key shows. */
  shown(key: ConfigurationKeyName): string | boolean {
    const value = this.base[key];
    return this.edits[key] ?? (typeof value === 'boolean' ? value : String(value));
  }

  /** A setting that is as the preset has it counts as unchanged, even if it was typed. */
  isChanged(key: ConfigurationKeyName): boolean {
    return key in this.edits && this.configuration[key] !== this.base[key];
  }

  edit(key: ConfigurationKeyName, value: string | boolean): void {
    this.edits[key] = value;
  }

  /** Takes over settings, such as those that mend a problem. */
  take(settings: Partial<RunConfiguration>): void {
    for (const [key, value] of Object.entries(settings))
      this.edit(key as ConfigurationKeyName, typeof value === 'boolean' ? value : String(value));
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

  /** Starts from a study: its settings, its data and its architectures. */
  async startFrom(study: StudyHead): Promise<void> {
    this.origin = study;
    this.preset = 'study';
    this.edits = {};
    this.architectures = ARCHITECTURES.filter((name) => study.runs.some((run) => run.architecture === name));
    this.typedName = `${study.name}, again`;
    if (study.location === '') return;
    this.source.take(await request('studies.source', { study: study.id }));
  }

  /** Takes over the data that a link names, once: what is typed afterwards stays when one comes back to the link. */
  takeLocation(location: string): void {
    if (location === this.#taken) return;
    this.#taken = location;
    this.source.take({ location });
  }

  toggleArchitecture(architecture: Architecture): void {
    const chosen = new Set(this.architectures);
    if (!chosen.delete(architecture)) chosen.add(architecture);
    this.architectures = ARCHITECTURES.filter((name) => chosen.has(name));
  }

  /** What a run of an architecture will take; null while that is not known. */
  estimate(architecture: Architecture): RunEstimate | null {
    const { valid, dataSizes } = this;
    return valid && dataSizes && this.estimates.estimate(architecture, valid, dataSizes);
  }

  async inspect(): Promise<void> {
    if (this.valid) await this.inspection.start(this.source.request, this.valid);
  }

  /** Ends what is at work for the form, which is left as it is. */
  leave(): void {
    this.inspection.cancel();
    this.estimates.cancelTrial();
  }

  /** Resolves to the id of the new study or sweep, or null when it was refused (`creation.failure` says why). */
  async create(): Promise<string | null> {
    const input = $state.snapshot({
      name: this.name.trim(),
      source: this.source.request,
      configuration: this.configuration,
      architectures: this.architectures,
    });
    const plan = $state.snapshot(this.sweep.plan);
    return this.creation.start(async () =>
      this.kind === 'sweep'
        ? (await request('sweeps.create', { ...input, plan: plan as never })).sweep
        : (await request('studies.create', input)).study,
    );
  }

  /** All that a person may have typed or chosen. */
  #typed(): string {
    const { source, sweep, preset, origin, architectures, edits, typedName } = this;
    const { method, fields, samples, seeds, drawSeed } = sweep;
    const swept = [method, fields, samples, seeds, drawSeed];
    return JSON.stringify([
      source.kind,
      source.fields,
      preset,
      origin?.id,
      architectures,
      edits,
      typedName,
      swept,
    ]);
  }

  #base(): RunConfiguration {
    if (this.preset === 'last') return this.last?.configuration ?? PRESETS.recommended;
    if (this.preset === 'study') return this.origin?.configuration ?? PRESETS.recommended;
    return PRESETS[this.preset];
  }

  #proposedName(): string {
    const words = { recommended: 'recommended', notebook: 'notebook', last: this.last?.name, study: null };
    return [SOURCE_NAMES[this.source.kind], words[this.preset]].filter(Boolean).join(', ');
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

  #check(): Partial<Record<ConfigurationKeyName, ConfigurationProblem>> {
    const problems = KEY_NAMES.flatMap((key) => checkValue(key, this.configuration[key]) ?? []);
    // Keys are compared with each other only once each is right by itself.
    if (problems.length === 0)
      problems.push(...checkTogether(this.configuration as unknown as RunConfiguration));
    return Object.fromEntries(problems.map((problem) => [problem.key, problem]));
  }

  #findObstacle(): string | null {
    if (this.source.problem) return this.source.problem;
    if (this.architectures.length === 0) return 'Choose at least one architecture.';
    if (this.name.trim() === '') return `Give the ${this.kind} a name.`;
    const count = Object.keys(this.problems).length;
    if (count > 0) return `${count} ${count === 1 ? 'setting is' : 'settings are'} not valid.`;
    return this.kind === 'sweep' && this.valid ? this.sweep.problem(this.valid) : null;
  }
}

/** The form that is being filled in: it stays as it is when its view is left, until a study is made of it. */
export class NewStudyDraft {
  form = $state.raw(new NewStudyForm());

  /** Begins anew. Returns the form as it was. */
  renew(): NewStudyForm {
    const before = this.form;
    before.leave();
    this.form = new NewStudyForm();
    return before;
  }
}

const SOURCE_NAMES: Readonly<Record<SourceKind, string>> = {
  stdlib: DEFAULT_SOURCE,
  file: 'File',
  folder: 'Folder',
  hub: 'Hugging Face',
  synthetic: 'Synthetic',
};
