import type { LiveQuestion } from './live-answer.svelte';

/** What the attention view asks of a run. */
export interface AttentionQuestion {
  readonly run: string;
  readonly text: string;
  /** 1 is greedy. */
  readonly beamSize: number;
}

/** How many of the tokens that could have stood at a step are told. */
const ALTERNATIVES = 3;

/** The same in full: the answer comes with its weights, and with how sure the model was of each token. */
export function attentionQuestion({ run, text, beamSize }: AttentionQuestion): LiveQuestion {
  return { run, source: text, beamSize, attention: true, alternatives: ALTERNATIVES };
}
