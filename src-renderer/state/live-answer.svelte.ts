import type { RequestInput } from '../../src-shared/contract/channels';
import type { Generation } from '../../src-shared/domain/run';
import { request } from '../client/client';
import { Task } from './task.svelte';

export type LiveQuestion = Omit<RequestInput<'interactive.ask'>, 'asker'>;

/** An answer with what it answers. */
export interface Answered {
  readonly question: LiveQuestion;
  readonly generation: Generation;
  /** From the question to the answer, as the window felt it. */
  readonly milliseconds: number;
}

/** A place that shows what a run answers to a question that changes: the newest question counts, the old answer stays until then. */
export class LiveAnswer {
  readonly task = new Task<Answered>();
  readonly #asker = crypto.randomUUID();
  #asked = '';

  /** What was answered last. */
  get generation(): Generation | null {
    return this.task.value?.generation ?? null;
  }

  /** Asks, unless this was the last question anyway; `version` changes when the same question may have another answer. */
  async ask(question: LiveQuestion, version = ''): Promise<void> {
    const asked = JSON.stringify([question, version]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    await this.#start(question);
  }

  /** Asks the last question again, after it failed. */
  async again(): Promise<void> {
    if (this.#asked !== '') await this.#start((JSON.parse(this.#asked) as [LiveQuestion])[0]);
  }

  /** Nobody wants to know any more. */
  forget(): void {
    if (this.#asked === '') return;
    this.#asked = '';
    this.task.reset();
    void request('interactive.cancel', { asker: this.#asker });
  }

  async #start(question: LiveQuestion): Promise<void> {
    await this.task.start(async () => {
      const start = performance.now();
      const generation = await request('interactive.ask', { asker: this.#asker, ...question });
      return { question, generation, milliseconds: performance.now() - start };
    });
  }
}

/** Has runs loaded before they are asked. Those that cannot be are told when they are asked. */
export function prepareRuns(runs: readonly string[]): void {
  for (const run of runs) request('interactive.prepare', { runs: [run] }).catch(() => undefined);
}
