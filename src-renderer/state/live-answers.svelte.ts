import { SvelteMap } from 'svelte/reactivity';
import { LiveAnswer, type LiveQuestion } from './live-answer.svelte';

/** What a run is asked. */
export interface RunQuestion {
  readonly question: LiveQuestion;
  /** Changes when the run may answer otherwise than before. */
  readonly version: string;
}

/** The answers of several runs that are asked together, by run; each shows as soon as it is there. */
export class LiveAnswers {
  readonly #answers = new SvelteMap<string, LiveAnswer>();

  of(run: string): LiveAnswer | null {
    return this.#answers.get(run) ?? null;
  }

  /** Asks what has not been asked yet; runs that are asked nothing any more are forgotten. */
  follow(questions: readonly RunQuestion[]): void {
    const wanted = new Set(questions.map(({ question }) => question.run));
    for (const [run, answer] of [...this.#answers]) {
      if (wanted.has(run)) continue;
      answer.forget();
      this.#answers.delete(run);
    }
    for (const { question, version } of questions) {
      const answer = this.#answers.get(question.run) ?? new LiveAnswer();
      this.#answers.set(question.run, answer);
      void answer.ask(question, version);
    }
  }
}
