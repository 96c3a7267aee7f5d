/** Answers of trained models to new texts. */
import { z } from 'zod';
import type { Generation } from '../../domain/run';
import { identifier } from './values';

export const generateRequests = {
  generate: z.object({
    runs: z.array(identifier).min(1).max(50),
    texts: z.array(z.string().max(20_000)).min(1).max(100),
    beamSize: z.number().int().min(1).max(64),
    attention: z.boolean(),
    faithfulness: z.boolean().optional(),
    tree: z.boolean().optional(),
  }),
} as const;

export interface GenerateOutputs {
  generate: readonly Generation[];
}
