import { SvelteMap } from 'svelte/reactivity';
import type { AnalysisName } from '../../src-shared/contract/requests/comparison';
import type { SplitName } from '../../src-shared/domain/data';
import type { Decoder } from '../../src-shared/domain/run';
import { request } from '../client/client';
import { describeFailure, type Failure } from './task.svelte';

/** What is done with a run that is trained. */
export type EvaluationWork = 'evaluation' | AnalysisName;

/** Evaluations and analyses that this window asked for. They go on, and their outcome is told, whatever view is shown. */
export class Evaluations {
  /** What is at work or waits, by run. */
  readonly underWay = new SvelteMap<string, EvaluationWork>();
  /** Why the last one of a run failed. */
  readonly failures = new SvelteMap<string, Failure>();

  evaluate(run: string, split: SplitName, decoders: readonly Decoder[]): Promise<void> {
    return this.#work(run, 'evaluation', () =>
      request('runs.evaluate', { run, split, decoders: [...decoders] }),
    );
  }

  analyse(run: string, split: SplitName, decoder: Decoder, analysis: AnalysisName): Promise<void> {
    return this.#work(run, analysis, () => request('runs.analyse', { run, split, decoder, analysis }));
  }

  /** Ends what is under way with a run. */
  async cancel(run: string): Promise<void> {
    this.underWay.delete(run);
    await request('runs.cancelEvaluation', { run });
  }

  async #work(run: string, work: EvaluationWork, ask: () => Promise<unknown>): Promise<void> {
    if (this.underWay.has(run)) return;
    this.underWay.set(run, work);
    this.failures.delete(run);
    try {
      await ask();
    } catch (error) {
      // Who cancels knows why it ended.
      if (this.underWay.has(run)) this.failures.set(run, describeFailure(error));
    } finally {
      this.underWay.delete(run);
    }
  }
}
