import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { request, subscribe } from '../client/client';
import { CurveBuffer, INITIAL_ENTRIES, NO_CURVES, type CurveData } from './curve-buffer';
import { describeFailure, type Failure } from './task.svelte';

/** The curves of runs: what the history has, then what the engine adds. */
export class TrainingCurves {
  failure = $state.raw<Failure | null>(null);
  readonly #loading = new SvelteSet<string>();
  readonly #shown = new SvelteMap<string, CurveData>();
  readonly #buffers = new Map<string, CurveBuffer>();

  get busy(): boolean {
    return this.#loading.size > 0;
  }

  dataOf(run: string): CurveData {
    return this.#shown.get(run) ?? NO_CURVES;
  }

  /** Follows all runs that train, until the returned function is called; those that nobody asked for, too, cost little. */
  connect(): () => void {
    return subscribe('run-progress', ({ run, ...progress }) => {
      const buffer = this.#bufferOf(run);
      buffer.add(progress);
      this.#shown.set(run, buffer.data);
    });
  }

  /** Reads what the history has of those runs that are not known yet. */
  ensure(runs: readonly string[]): void {
    for (const run of runs) if (!this.#loaded.has(run)) void this.#load(run);
  }

  /** Reads again what could not be read. */
  retry(): void {
    this.failure = null;
    this.ensure([...this.#wanted]);
  }

  readonly #loaded = new Set<string>();
  readonly #wanted = new Set<string>();

  /** What arrived live while the history was read comes after it, and may overlap its end. */
  async #load(run: string): Promise<void> {
    this.#wanted.add(run);
    this.#loaded.add(run);
    this.#loading.add(run);
    try {
      const loaded = await request('runs.curves', { run, maximumSteps: INITIAL_ENTRIES });
      const buffer = new CurveBuffer();
      buffer.add(loaded);
      buffer.add(this.#bufferOf(run).data);
      this.#buffers.set(run, buffer);
      this.#shown.set(run, buffer.data);
    } catch (error) {
      this.#loaded.delete(run);
      this.failure = describeFailure(error);
    } finally {
      this.#loading.delete(run);
    }
  }

  #bufferOf(run: string): CurveBuffer {
    let buffer = this.#buffers.get(run);
    if (!buffer) this.#buffers.set(run, (buffer = new CurveBuffer()));
    return buffer;
  }
}
