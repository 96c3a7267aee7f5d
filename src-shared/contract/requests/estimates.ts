/** What a run will take on this machine. */
import { z } from 'zod';
import { ARCHITECTURES } from '../../domain/architecture';
import type { Observation, TrialResult } from '../../domain/estimate/estimate';
import { configurationValues } from './values';

const size = z.number().min(0).max(1e9);

export const estimatesRequests = {
  /** How long runs took that this machine trained as it would train now. */
  'estimates.observations': z.object({}),
  /** Trains each architecture for a few steps; takes seconds. */
  'estimates.try': z.object({
    configuration: configurationValues,
    architectures: z.array(z.enum(ARCHITECTURES)).min(1),
    data: z.object({
      train: size,
      validation: size,
      test: size,
      sourceVocabulary: size,
      targetVocabulary: size,
      sourceLength: size,
      targetLength: size,
    }),
  }),
  'estimates.cancelTrial': z.object({}),
} as const;

export interface EstimatesOutputs {
  'estimates.observations': MachineObservations;
  'estimates.try': TrialResult;
  'estimates.cancelTrial': null;
}

export interface MachineObservations {
  readonly observations: readonly Observation[];
  /** Copies of a model among which batches will be dealt out. */
  readonly replicas: number;
  /** Bytes that are free on the disk of the home folder. */
  readonly freeDisk: number;
  readonly totalMemory: number;
}
