/** What runs wrote for their probe examples. */
import { z } from 'zod';
import type { ProbeOfEpoch } from '../../domain/run';
import { identifier } from './values';

export const probesRequests = {
  /** What the run wrote for its probe examples after an epoch. */
  'probes.ofEpoch': z.object({ run: identifier, epoch: z.number().int().positive() }),
  /** What it wrote for one of them, epoch after epoch. */
  'probes.ofExample': z.object({ run: identifier, index: z.number().int().min(0) }),
} as const;

export interface ProbesOutputs {
  'probes.ofEpoch': readonly ProbeOfEpoch[];
  'probes.ofExample': readonly ProbeOfEpoch[];
}
