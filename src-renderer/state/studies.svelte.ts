import { SvelteMap } from 'svelte/reactivity';
import type { WindowEvents } from '../../src-shared/contract/channels';
import type { SourceRequest } from '../../src-shared/domain/data';
import type { Study } from '../../src-shared/domain/run';
import { studiesOf, type StudyHead } from '../../src-shared/domain/study-list';
import { request, requestList, subscribe } from '../client/client';
import { Task } from './task.svelte';

export interface Rates {
  readonly tokensPerSecond: number;
  /** Null when unknown. */
  readonly secondsLeft: number | null;
}

export type Activity = WindowEvents['activity'];

/** Every study of the history, kept as the main process says it is now. */
export class Studies {
  readonly loading = new Task<readonly StudyHead[]>();
  /** Newest first. */
  all = $state.raw<readonly StudyHead[]>([]);
  /** Those of `all` that came with the whole documents of their evaluations. */
  #whole: ReadonlySet<string> = new Set();
  /** Those that were last asked for whole; they stay whole when the list is read anew. */
  #wanted: readonly string[] = [];
  /** Speed and time left of the runs that train now, by run. */
  readonly rates = new SvelteMap<string, Rates>();
  /** What a study does besides training (reading data, decoding), by study. */
  readonly activities = new SvelteMap<string, Activity>();

  async load(): Promise<void> {
    const wanted = this.#wanted.filter((id) => this.whole(id));
    const list = await this.loading.start(async () => studiesOf(await requestList('studies.list', {})));
    if (!list) return;
    const whole = await readWhole(wanted.filter((id) => list.some((study) => study.id === id)));
    this.#whole = new Set(whole.map(({ id }) => id));
    this.all = newestFirst([...list.filter(({ id }) => !this.#whole.has(id)), ...whole]);
  }

  /** The study with the whole documents of its evaluations; null until they are there, which `loadWhole` sees to. */
  whole(id: string): Study | null {
    const found = this.find(id);
    return found && this.#isWhole(found) ? found : null;
  }

  /** Reads what of these studies the list did not tell. One that cannot be read now is read when it is asked for again. */
  async loadWhole(ids: readonly string[]): Promise<void> {
    this.#wanted = ids;
    const missing = ids.filter((id) => this.find(id) && !this.whole(id));
    for (const study of await readWhole(missing)) this.#put(study);
  }

  /** Follows the main process until the returned function is called. */
  connect(): () => void {
    const ends = [
      subscribe('study-changed', (study) => this.#put(study)),
      subscribe('study-deleted', ({ study }) => this.#remove(study)),
      subscribe('library-changed', () => void this.load()),
      subscribe('run-progress', (progress) => this.#advance(progress)),
      subscribe('activity', (activity) => {
        if (activity.study) this.activities.set(activity.study, activity);
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  find(id: string): StudyHead | null {
    return this.all.find((study) => study.id === id) ?? null;
  }

  /** Starts the starter study; resolves to its id. */
  async createStarter(): Promise<string> {
    return (await request('studies.createStarter', {})).study;
  }

  /** Takes in the trained run that the application brings along; resolves to its study's id. */
  async openDemonstration(): Promise<string> {
    return (await request('imports.demonstration', {})).study;
  }

  async rename(id: string, name: string): Promise<void> {
    await request('studies.rename', { study: id, name });
    this.all = this.all.map((study) => (study.id === id ? { ...study, name } : study));
  }

  /** Gives data to a study that was imported without; the changed study comes as any other change. */
  async addData(id: string, source: SourceRequest): Promise<void> {
    await request('studies.addData', { study: id, source });
  }

  async command(name: 'pause' | 'continue' | 'stop' | 'resume', id: string): Promise<void> {
    await request(`studies.${name}`, { study: id });
  }

  /** Of a run that trains, from its next step on; it comes back as an intervention on its curves. */
  async setLearningRate(run: string, learningRate: number): Promise<void> {
    await request('runs.setLearningRate', { run, learningRate });
  }

  #isWhole(study: StudyHead): study is Study {
    return this.#whole.has(study.id);
  }

  #put(study: Study): void {
    this.#whole = new Set(this.#whole).add(study.id);
    this.all = newestFirst([study, ...this.all.filter((other) => other.id !== study.id)]);
    for (const run of study.runs) if (run.state !== 'running') this.rates.delete(run.id);
    if (!study.runs.some((run) => run.state === 'running' || run.state === 'queued'))
      this.activities.delete(study.id);
  }

  #remove(id: string): void {
    this.all = this.all.filter((study) => study.id !== id);
    this.activities.delete(id);
  }

  /** Steps move at once; the whole study, with completed epochs and losses, is sent when an epoch or a state ends. */
  #advance(progress: WindowEvents['run-progress']): void {
    const { study: id, run, tokensPerSecond, secondsLeft } = progress;
    this.rates.set(run, { tokensPerSecond, secondsLeft });
    const step = progress.steps.step.at(-1);
    if (step === undefined) return;
    this.activities.delete(id);
    this.all = this.all.map((study) =>
      study.id === id
        ? {
            ...study,
            runs: study.runs.map((other) => (other.id === run ? { ...other, step } : other)),
          }
        : study,
    );
  }
}

/** Those of the studies that can be read now. */
async function readWhole(ids: readonly string[]): Promise<readonly Study[]> {
  const read = await Promise.all(ids.map((id) => request('studies.show', { study: id }).catch(() => null)));
  return read.filter((study) => study !== null);
}

function newestFirst(studies: readonly StudyHead[]): readonly StudyHead[] {
  return studies.toSorted((first, second) => second.createdAt.localeCompare(first.createdAt));
}
