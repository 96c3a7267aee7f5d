import type { Generation } from '../../src-shared/domain/run';
import { request } from '../client/client';
import { Task } from './task.svelte';

/** What is asked of a run. */
export interface AttentionQuestion {
  readonly run: string;
  readonly text: string;
  /** 1 is greedy. */
  readonly beamSize: number;
}

/** An answer with attention weights, computed by the engine on demand. A later question takes the place of an earlier one. */
export class AttentionAnswer {
  readonly task = new Task<Generation>();
  /** How long the last answer took. */
  milliseconds = $state<number | null>(null);
  readonly #asker = `attention ${crypto.randomUUID()}`;
  #asked = '';

  /** Asks, unless it is what was asked last; `again` asks in any case. */
  async ask({ run, text, beamSize }: AttentionQuestion, again = false): Promise<void> {
    const asked = JSON.stringify([run, text, beamSize]);
    if (asked === this.#asked && !again) return;
    this.#asked = asked;
    const start = performance.now();
    const answer = await this.task.start(() =>
      request('interactive.ask', { asker: this.#asker, run, source: text, beamSize, attention: true }),
    );
    if (answer) this.milliseconds = performance.now() - start;
  }

  /** Forgets what was asked and answered. */
  reset(): void {
    if (this.#asked === '') return;
    this.#asked = '';
    this.milliseconds = null;
    this.task.reset();
  }
}
