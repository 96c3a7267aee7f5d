/** Sweeps: one study over several settings and seeds. */
import { z } from 'zod';
import { ARCHITECTURES } from '../../domain/architecture';
import { CONFIGURATION_KEYS, type ConfigurationKeyName } from '../../domain/configuration';
import type { Sweep } from '../../domain/sweep';
import { configurationValues, identifier, sourceRequest } from './values';

const KEYS = Object.keys(CONFIGURATION_KEYS) as [ConfigurationKeyName, ...ConfigurationKeyName[]];

const sweptValues = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('list'),
    values: z.array(z.union([z.string().max(200), z.number(), z.boolean()])).max(500),
  }),
  z.object({
    kind: z.literal('range'),
    from: z.number(),
    to: z.number(),
    count: z.number().int(),
    scale: z.enum(['linear', 'log']),
  }),
]);

/** What values are right, `sweepProblem` says. */
const sweepPlan = z.object({
  method: z.enum(['grid', 'random']),
  keys: z.array(z.object({ key: z.enum(KEYS), values: sweptValues })).max(20),
  samples: z.number().int().min(1),
  drawSeed: z.number().int().min(0),
  seeds: z.array(z.number()).max(500),
});

export const sweepsRequests = {
  'sweeps.list': z.object({}),
  'sweeps.create': z.object({
    name: z.string().trim().min(1).max(150),
    source: sourceRequest,
    configuration: configurationValues,
    architectures: z.array(z.enum(ARCHITECTURES)).min(1),
    plan: sweepPlan,
  }),
  /** Its studies, which are called after it, are renamed with it. */
  'sweeps.rename': z.object({ sweep: identifier, name: z.string().trim().min(1).max(150) }),
  /** Takes its waiting studies out of the queue, and stops the one that trains. */
  'sweeps.stop': z.object({ sweep: identifier }),
} as const;

export interface SweepsOutputs {
  'sweeps.list': readonly Sweep[];
  'sweeps.create': { readonly sweep: string };
  'sweeps.rename': null;
  'sweeps.stop': null;
}
