import type { RequestInput } from '../../src-shared/contract/channels';
import type { StoredAnalyses } from '../../src-shared/contract/requests/comparison';
import type { DecoderComparison, RunComparison } from '../../src-shared/domain/run-comparison';
import { request } from '../client/client';
import { Task } from './task.svelte';

export type ComparisonQuestion = RequestInput<'comparison.of'>;

/** Runs compared by their evaluations with one decoder. The former answer stays until the next one is there. */
export class Comparison {
  readonly task = new Task<RunComparison>();

  /** Null when there is nothing to compare. */
  ask(question: ComparisonQuestion | null): void {
    if (question === null) this.task.reset();
    else void this.task.start(() => request('comparison.of', question));
  }
}

export type DecoderQuestion = RequestInput<'comparison.decoders'>;

/** Runs' two decoders compared. As `Comparison`. */
export class DecoderDifferences {
  readonly task = new Task<DecoderComparison>();

  ask(question: DecoderQuestion | null): void {
    if (question === null) this.task.reset();
    else void this.task.start(() => request('comparison.decoders', question));
  }
}

/** What analyses found out about the evaluations of runs. */
export class Analyses {
  readonly task = new Task<readonly StoredAnalyses[]>();

  ask(question: RequestInput<'comparison.analyses'> | null): void {
    if (question === null) this.task.reset();
    else void this.task.start(() => request('comparison.analyses', question));
  }

  of(run: string): StoredAnalyses | null {
    return this.task.value?.find((analyses) => analyses.run === run) ?? null;
  }
}
