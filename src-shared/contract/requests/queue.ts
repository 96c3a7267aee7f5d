/** The queue of studies that wait to be trained. */
import { z } from 'zod';
import { identifier } from './values';

/** What becomes of waiting studies when the application starts again. */
export const QUEUE_AT_START = ['wait', 'continue'] as const;
export type QueueAtStart = (typeof QUEUE_AT_START)[number];

export const queueRequests = {
  'queue.show': z.object({}),
  /** Position among those that wait, from 0. */
  'queue.move': z.object({ study: identifier, position: z.number().int().min(0) }),
  /** Nothing new is begun: what trains goes on to the end of its run, or stands still at once. */
  'queue.pause': z.object({ when: z.enum(['after-run', 'now']) }),
  'queue.continue': z.object({}),
  'queue.setAtStart': z.object({ atStart: z.enum(QUEUE_AT_START) }),
} as const;

export interface QueueOutputs {
  'queue.show': QueueDescription;
  'queue.move': null;
  'queue.pause': null;
  'queue.continue': null;
  'queue.setAtStart': null;
}

export interface QueueDescription {
  /** The study that trains or stands still; null where none does. */
  readonly active: string | null;
  /** Ids of the studies that wait, the next one first. */
  readonly waiting: readonly string[];
  readonly paused: boolean;
  readonly atStart: QueueAtStart;
}
