import type { ProbeOfEpoch } from '../../src-shared/domain/run';
import { request } from '../client/client';
import { Task } from './task.svelte';

/** What a run wrote for one of its probe examples, epoch after epoch. */
export class ProbeCourse {
  readonly task = new Task<readonly ProbeOfEpoch[]>();
  #shown = '';

  /** Reads what there is by now. Another example's answers are forgotten at once. */
  load(run: string, index: number): void {
    const key = `${run} ${index}`;
    if (key !== this.#shown) this.task.reset();
    this.#shown = key;
    void this.task.start(() => request('probes.ofExample', { run, index }));
  }
}

/** The probe examples of a run, as it was asked them after an epoch. */
export class ProbeExamples {
  readonly task = new Task<readonly ProbeOfEpoch[]>();

  load(run: string, epoch: number): void {
    void this.task.start(() => request('probes.ofEpoch', { run, epoch }));
  }
}
