import { SvelteMap } from 'svelte/reactivity';
import type { Diagnosis } from '../../src-shared/domain/diagnosis';
import type { RunHead } from '../../src-shared/domain/study-list';
import { request } from '../client/client';
import { Task } from './task.svelte';

/** Diagnoses of runs, each asked for once for each state of its run, one after another. */
export class Diagnoses {
  readonly #tasks = new SvelteMap<string, Task<Diagnosis>>();
  #last: Promise<unknown> = Promise.resolve();

  /** Null before it was asked for. */
  of(run: RunHead): Task<Diagnosis> | null {
    return this.#tasks.get(keyOf(run)) ?? null;
  }

  /** Asks for what is not known yet, and again for what has failed. */
  ensure(run: RunHead): void {
    const known = this.of(run);
    if (known && !known.failure) return;
    const task = known ?? new Task<Diagnosis>();
    this.#tasks.set(keyOf(run), task);
    const before = this.#last;
    this.#last = task.start(async () => {
      await before;
      return request('runs.diagnose', { run: run.id });
    });
  }
}

/** What a diagnosis depends on. */
function keyOf({ id, state, epoch, evaluations }: RunHead): string {
  return `${id} ${state} ${epoch} ${evaluations.length}`;
}
