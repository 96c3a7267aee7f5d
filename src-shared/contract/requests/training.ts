/** How runs train: their curves, what happened to them, and what a person changes meanwhile. */
import { z } from 'zod';
import type { EpochRecord } from '../../domain/run';
import type { StepSeries } from '../../domain/step-series';
import type { Intervention, ResourceSample, ToldFinding } from '../../domain/training';
import { identifier } from './values';

const stepNumber = z.number().int().min(0);

export const trainingRequests = {
  /** In at most `maximumSteps` entries. */
  'runs.curves': z.object({ run: identifier, maximumSteps: z.number().int().positive().max(100_000) }),
  /** The steps of a part of it likewise, for who looks closer. */
  'runs.steps': z.object({
    run: identifier,
    maximumSteps: z.number().int().positive().max(100_000),
    from: stepNumber,
    to: stepNumber,
  }),
  /** From the next step on; recorded as an intervention. */
  'runs.setLearningRate': z.object({ run: identifier, learningRate: z.number().positive().max(10) }),
} as const;

export interface TrainingOutputs {
  'runs.curves': RunCurves;
  'runs.steps': StepSeries;
  'runs.setLearningRate': null;
}

/** All that is drawn of a run's training. */
export interface RunCurves {
  readonly run: string;
  readonly steps: StepSeries;
  readonly epochs: readonly EpochRecord[];
  readonly findings: readonly ToldFinding[];
  readonly interventions: readonly Intervention[];
  readonly resources: readonly ResourceSample[];
}
