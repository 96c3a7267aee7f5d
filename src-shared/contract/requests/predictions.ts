/** What runs answered to the examples of a split. */
import { z } from 'zod';
import type { Architecture } from '../../domain/architecture';
import type { Answer } from '../../domain/run';
import { identifier } from './values';

export const predictionsRequests = {
  'predictions.list': z.object({
    study: identifier,
    split: z.enum(['train', 'validation', 'test']),
    decoder: z.enum(['greedy', 'beam']),
    search: z.string().max(1000),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
  }),
} as const;

export interface PredictionsOutputs {
  'predictions.list': PredictionPage;
}

/** One test example with what each run answered. */
export interface PredictionRow {
  readonly index: number;
  readonly source: string;
  readonly reference: string;
  readonly docstringTokens: number | null;
  readonly hypotheses: readonly (Answer & {
    readonly run: string;
    readonly architecture: Architecture;
  })[];
}

export interface PredictionPage {
  readonly total: number;
  readonly rows: readonly PredictionRow[];
}
