/**
 * Answers while somebody types, edits or looks: one run and one source at a time, by a process that keeps its models loaded. Of
 * each asker (a place in a window that shows an answer) the newest question counts alone.
 */
import { z } from 'zod';
import type { Generation } from '../../domain/run';
import { identifier } from './values';

const token = z.string().min(1).max(1000);
const asker = z.string().min(1).max(200);

export const interactiveRequests = {
  /** A question that a later one of its asker took the place of is refused; nobody should be told. */
  'interactive.ask': z.object({
    asker,
    run: identifier,
    /** A text, or its tokens without <SOS> and <EOS>, among which <UNK> stands for what is not to be read. */
    source: z.union([z.string().max(20_000), z.array(token).max(5000)]),
    /** 1 is greedy. */
    beamSize: z.number().int().min(1).max(64),
    /** Tokens that every hypothesis begins with. */
    prefix: z.array(token).max(5000).optional(),
    /** How many of the tokens that could have stood in place of each to tell; 0 for none. */
    alternatives: z.number().int().min(0).max(100).optional(),
    attention: z.boolean(),
    /** Whether to tell all that beam search weighed. */
    tree: z.boolean().optional(),
    /** Where it is not decoded as the run's configuration says. */
    choices: z
      .object({
        lengthNormalisation: z.number().min(0).max(5).optional(),
        maximumLength: z.number().int().min(1).max(2000).optional(),
      })
      .optional(),
  }),
  /** What the asker has asked is not needed any more. */
  'interactive.cancel': z.object({ asker }),
  /** Loads runs ahead of the first question. */
  'interactive.prepare': z.object({ runs: z.array(identifier).max(50) }),
} as const;

export interface InteractiveOutputs {
  'interactive.ask': Generation;
  'interactive.cancel': null;
  'interactive.prepare': null;
}
