import { SvelteMap } from 'svelte/reactivity';
import type { Study } from '../../src-shared/domain/run';
import { request, subscribe } from '../client/client';
import { EMPTY_CURVES, extendCurves, INITIAL_STEPS, type CurveBuffer } from './curve-buffer';
import { Task } from './task.svelte';

/** The curves of a study's runs: what the history has, then what the engine adds. */
export class StudyCurves {
  readonly loading = new Task<null>();
  readonly #curves = new SvelteMap<string, CurveBuffer>();

  curvesOf(run: string): CurveBuffer {
    return this.#curves.get(run) ?? EMPTY_CURVES;
  }

  /** Loads the study's curves and follows them until the returned function is called. */
  connect(study: Study): () => void {
    const end = subscribe('run-progress', (progress) => {
      if (progress.study === study.id)
        this.#curves.set(progress.run, extendCurves(this.curvesOf(progress.run), progress));
    });
    this.reload(study);
    return end;
  }

  reload(study: Study): void {
    void this.loading.start(() => this.#load(study));
  }

  /** What arrived live while the history was read comes after it, and may overlap its end. */
  async #load(study: Study): Promise<null> {
    await Promise.all(
      study.runs.map(async ({ id }) => {
        const loaded = await request('runs.curves', { run: id, maximumSteps: INITIAL_STEPS });
        this.#curves.set(id, extendCurves(extendCurves(EMPTY_CURVES, loaded), this.curvesOf(id)));
      }),
    );
    return null;
  }
}
