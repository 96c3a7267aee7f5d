import {
  CONFIGURATION_KEYS,
  valueFromText,
  type ConfigurationKeyName,
} from '../../src-shared/domain/configuration';
import type { Assumption, ImportedStudy } from '../../src-shared/domain/import';
import { request, subscribe } from '../client/client';
import { SourceChoice } from './source-choice.svelte';
import type { Activity } from './studies.svelte';
import { Task } from './task.svelte';

/** The form that brings in what PyTorch left: what was chosen, what is in it, and what the user decides of it. */
export class ImportForm {
  path = $state('');
  typedName = $state<string | null>(null);
  /** Whether the examples are at hand that the models were trained with. */
  hasData = $state(false);
  /** Values that the user decided, as their controls show them, in place of assumed ones. */
  decisions = $state<Partial<Record<ConfigurationKeyName, string>>>({});
  /** Settings that tensors do not tell; they stay open when they were decided. */
  open = $state.raw<readonly Assumption[]>([]);
  activity = $state.raw<Activity | null>(null);

  readonly source = new SourceChoice();
  readonly choosing = new Task<string | null>();
  readonly preview = new Task<ImportedStudy>();
  readonly importing = new Task<{ readonly study: string }>();
  /** The path that `preview` is of. */
  #shownPath = $state('');

  readonly name = $derived(this.typedName ?? this.preview.value?.name ?? '');
  /** A run that was bundled on some machine has its name, settings and data with it. */
  readonly isBundle = $derived(/\.zip$/i.test(this.path.trim()));
  /** Why it cannot be imported yet; null when it can. */
  readonly obstacle = $derived(this.#findObstacle());

  /** Asks for a folder or a checkpoint with the system's dialog, and looks into it. */
  async choose(what: 'folder' | 'checkpoint'): Promise<void> {
    const path = await this.choosing.start(() => request('data.choose', { what }));
    if (path !== null) await this.show(path);
  }

  /** Looks into what lies at a path. */
  async show(path: string): Promise<void> {
    this.path = path;
    await this.look();
  }

  /** Tells what would be imported; a bundle is taken as it is. Of another path than before nothing is decided yet. */
  async look(): Promise<void> {
    const path = this.path.trim();
    if (path !== this.#shownPath) {
      this.#shownPath = path;
      this.decisions = {};
      this.open = [];
      this.typedName = null;
      this.preview.reset();
    }
    this.importing.reset();
    if (this.isBundle) return;
    const found = await this.#followed(() =>
      this.preview.start(() => request('imports.preview', { path, settings: this.#settings() })),
    );
    if (found) this.open = withOpen(this.open, found);
  }

  /** Decides a setting, or with null leaves it as assumed, and looks again. */
  async decide(key: ConfigurationKeyName, value: string | null): Promise<void> {
    if (value === null) delete this.decisions[key];
    else this.decisions[key] = value;
    await this.look();
  }

  /** Resolves to the study's id, or null when it was refused (`importing.failure` says why). */
  async import(): Promise<string | null> {
    if (this.isBundle) return this.#importBundle();
    const input = {
      path: this.#shownPath,
      settings: this.#settings(),
      name: this.name.trim(),
      ...(this.hasData ? { source: $state.snapshot(this.source.request) } : {}),
    };
    const imported = await this.#followed(() => this.importing.start(() => request('imports.start', input)));
    return imported?.study ?? null;
  }

  async #importBundle(): Promise<string | null> {
    const path = this.path.trim();
    const imported = await this.#followed(() =>
      this.importing.start(() => request('imports.bundle', { path })),
    );
    return imported?.study ?? null;
  }

  /** Ends what is at work; nothing of it stays. */
  cancel(): void {
    if (!this.preview.busy && !this.importing.busy) return;
    void request('imports.cancel', {});
    if (this.preview.busy) this.preview.reset();
    this.importing.reset();
  }

  async #followed<Result>(work: () => Promise<Result>): Promise<Result> {
    this.activity = null;
    const end = subscribe('activity', (activity) => {
      if (activity.study === null) this.activity = activity;
    });
    try {
      return await work();
    } finally {
      end();
    }
  }

  #settings(): Record<string, unknown> {
    const entries = Object.entries(this.decisions) as [ConfigurationKeyName, string][];
    return Object.fromEntries(entries.map(([key, text]) => [key, valueOf(key, text)]));
  }

  #findObstacle(): string | null {
    if (this.path.trim() === '') return 'Choose a folder or a checkpoint.';
    if (this.isBundle) return null;
    if (this.preview.busy) return 'Looking inside.';
    if (this.preview.value === null || this.path.trim() !== this.#shownPath)
      return this.preview.failure ? 'It cannot be imported as it is.' : 'Look inside first.';
    if (this.name.trim() === '') return 'Give the study a name.';
    return this.hasData ? this.source.problem : null;
  }
}

/** What a control of a setting that is open can be set to. */
export function choicesFor(key: ConfigurationKeyName): readonly string[] | null {
  const { kind } = CONFIGURATION_KEYS[key];
  if (kind.type === 'choice') return kind.values;
  return kind.type === 'boolean' ? ['on', 'off'] : null;
}

function valueOf(key: ConfigurationKeyName, text: string): unknown {
  const { kind } = CONFIGURATION_KEYS[key];
  return kind.type === 'boolean' ? text === 'on' : valueFromText(kind, text.trim());
}

/** The open settings with those that a preview assumes; each once, as it was first assumed. */
function withOpen(open: readonly Assumption[], { runs }: ImportedStudy): readonly Assumption[] {
  const byKey = new Map(open.map((assumption) => [assumption.key, assumption]));
  for (const { origin } of runs)
    for (const assumption of origin.assumed)
      if (!byKey.has(assumption.key)) byKey.set(assumption.key, assumption);
  return [...byKey.values()];
}
