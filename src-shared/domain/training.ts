/** What happens to a run while it trains, beside its steps and epochs. */
import type { Finding } from './diagnosis';

/** The settings that can be changed while a run trains. */
export type ChangeableSetting = 'LEARNING_RATE';

/** A setting that a person changed while the run trained: the configuration alone does not give such a run again. */
export interface Intervention {
  /** The first with the new value. */
  readonly step: number;
  readonly setting: ChangeableSetting;
  /** What it would have been at that step. */
  readonly from: number;
  readonly to: number;
}

/** A fault, with the epoch after which a run was first seen to have it. */
export interface ToldFinding {
  readonly epoch: number;
  readonly finding: Finding;
}

/** What the process that trains a run took of the computer. */
export interface ResourceSample {
  /** The last that was done. */
  readonly step: number;
  /** Of one core, so that two busy cores are 200; since the sample before. */
  readonly processorPercent: number;
  /** Resident. */
  readonly memoryBytes: number;
  /** Null where it computes on no GPU that tells. */
  readonly gpu: GpuSample | null;
}

export interface GpuSample {
  readonly percent: number;
  readonly memoryBytes: number;
  /** That the GPU has. */
  readonly totalBytes: number;
}

/** The learning rate from `interventions` at a step (counted from 1); null before the first of them. */
export function intervenedLearningRate(interventions: readonly Intervention[], step: number): number | null {
  return interventions.findLast((intervention) => intervention.step <= step)?.to ?? null;
}

/** Earlier interventions with a new one, which takes the place of those that were still to come. */
export function withIntervention(
  earlier: readonly Intervention[],
  added: Intervention,
): readonly Intervention[] {
  return [...earlier.filter(({ step }) => step < added.step), added];
}
