import { SvelteMap } from 'svelte/reactivity';
import type { Diagnosis } from '../../src-shared/domain/diagnosis';
import type { RunHead } from '../../src-shared/domain/study-list';
import { request } from '../client/client';
import { Task } from './task.svelte';

/** Diagnoses of runs, each asked for once for each state of its run. */
export class Diagnoses {
  readonly #tasks = new SvelteMap<string, Task<Diagnosis>>();

  /** Null before it was asked for. */
  of(run: RunHead): Task<Diagnosis> | null {
    return this.#tasks.get(keyOf(run)) ?? null;
  }

  /** Asks for what is not known yet, and again for what has failed; they are made one after another. */
  ensure(run: RunHead): void {
    const known = this.of(run);
    if (known && !known.failure) return;
    const task = known ?? new Task<Diagnosis>();
    this.#tasks.set(keyOf(run), task);
    void task.start(() => request('runs.diagnose', { run: run.id }));
  }

  /** Ends a diagnosis that is being made, or waits; it fails with that. */
  cancel(run: RunHead): void {
    void request('runs.cancelDiagnosis', { run: run.id });
  }
}

/** What a diagnosis depends on. */
function keyOf({ id, state, epoch, evaluations }: RunHead): string {
  return `${id} ${state} ${epoch} ${evaluations.length}`;
}
