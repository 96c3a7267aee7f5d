import { SvelteMap } from 'svelte/reactivity';
import type { StepSeries } from '../../src-shared/domain/step-series';
import { request } from '../client/client';

/** Steps, both included. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

/** Steps of a part of a run, more closely than its curves as a whole have them. */
export interface Detail extends StepRange {
  readonly series: StepSeries;
}

/** Entries asked for of a part of a run: some for each pixel of the widest chart. */
const MOST_ENTRIES = 4000;
/** What is read beyond the part in sight on either side, in its widths: for moving on. */
const MARGIN = 0.5;

/** What was read of a part: what comes after its last step later on belongs to the run's curves as a whole. */
export function detailOf({ from, to }: StepRange, series: StepSeries): Detail {
  return { from, to: Math.min(to, series.step.at(-1) ?? from - 1), series };
}

/** Parts of runs, looked at more closely than their curves as a whole are. */
export class CurveDetails {
  readonly #details = new SvelteMap<string, Detail>();
  #turn = 0;

  /** The part of a run that was last read; null where none was. */
  of(run: string): Detail | null {
    return this.#details.get(run) ?? null;
  }

  /** Reads parts of runs. One that cannot be read is drawn as it was; an earlier reading that has not come yet is dropped. */
  async read(parts: readonly (StepRange & { readonly run: string })[]): Promise<void> {
    const turn = ++this.#turn;
    for (const { run, from, to } of parts) {
      const margin = Math.ceil(MARGIN * (to - from));
      const wanted = { from: Math.max(0, from - margin), to: to + margin };
      try {
        const series = await request('runs.steps', { run, maximumSteps: MOST_ENTRIES, ...wanted });
        if (turn !== this.#turn) return;
        this.#details.set(run, detailOf(wanted, series));
      } catch {
        continue;
      }
    }
  }
}
