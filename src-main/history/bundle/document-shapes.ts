import { z } from 'zod';
import { ARCHITECTURES } from '../../../src-shared/domain/architecture';
import { UserError } from '../../../src-shared/domain/errors';
import { SEVERITIES } from '../../../src-shared/domain/diagnosis';
import { DECODERS } from '../../../src-shared/domain/run';

/** JSON says null for what is no finite number. */
const measured = z.number().nullable();
const metrics = { bleu: measured, tokenAccuracy: measured, exactMatch: measured };
const splitName = z.enum(['train', 'validation', 'test']);
const sizes = z.looseObject({ train: z.number(), validation: z.number(), test: z.number() });

/** `EvaluationSummary`. */
const evaluation = z.looseObject({
  run: z.string(),
  architecture: z.enum(ARCHITECTURES),
  decoder: z.enum(DECODERS),
  beamSize: z.number(),
  split: splitName,
  examples: z.number(),
  ...metrics,
  exactMatchText: measured,
  asNotebook: z.looseObject(metrics),
  bleuSignature: z.string(),
  brevityPenalty: measured,
  precisions: z.array(measured),
  hypothesisLength: z.number(),
  referenceLength: z.number(),
  distinctOutputs: z.number(),
  lengthBins: z.array(z.looseObject({ bin: z.string(), examples: z.number() })).nullable(),
  errors: z.array(z.looseObject({ category: z.string(), count: z.number() })).nullable(),
  lengthRatio: measured,
  repetition: measured,
  perplexity: measured,
  failures: z.record(z.string(), z.number()).nullable(),
  oneTokenAway: z.array(z.looseObject({ tokenClass: z.string() })).nullable(),
  epoch: z.number(),
  seconds: measured,
});

/** `SplitRecord` without the hashes of its examples. */
const split = z.looseObject({
  location: z.string(),
  description: z.string(),
  seed: z.number(),
  rows: z.number(),
  sizes,
  requestedSizes: sizes,
  scaledDown: z.boolean(),
  skipped: z.record(z.string(), z.number()),
  hash: z.string(),
});

/** `EnvironmentRecord`. */
const environment = z.looseObject({
  application: z.string(),
  gitRevision: z.string().nullable(),
  platform: z.string(),
  runtime: z.string(),
  backend: z.enum(['native', 'portable']),
  tensorflow: z.string(),
  device: z.string(),
  threads: z.number(),
  oneDnn: z.boolean(),
});

/** `RunOrigin`. */
const origin = z.looseObject({
  weights: z.looseObject({ file: z.string(), bytes: z.number(), sha256: z.string() }).nullable(),
  style: z.string().nullable(),
  assumed: z.array(z.looseObject({ key: z.string(), why: z.string() })),
  metrics: z.array(
    z.looseObject({
      label: z.string(),
      decoder: z.enum(DECODERS).nullable(),
      values: z.record(z.string(), measured),
      file: z.string(),
    }),
  ),
  series: z.record(z.string(), z.array(measured)),
  parity: z.looseObject({ agrees: z.boolean(), probes: z.number() }).nullable(),
});

/** `Finding`. */
const finding = z.looseObject({
  id: z.string(),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  explanation: z.string(),
  evidence: z.array(z.looseObject({ label: z.string(), value: z.union([z.number(), z.string(), z.null()]) })),
  examples: z.array(z.number()),
  remedy: z.looseObject({ text: z.string(), keys: z.array(z.string()) }),
  epoch: z.number().nullable(),
});

/** By the table, or the table's column, that the documents are in. */
const SHAPES: Readonly<Record<string, z.ZodType>> = {
  evaluations: evaluation,
  splits: split,
  environments: environment,
  findings: finding,
  'runs.origin': origin,
};

/**
 * Makes sure that a document has the members that windows and commands rely on; what else it has is left as it is.
 * @param place the table, or `table.column`
 * @throws UserError naming `file`, the place and the member that is not right
 */
export function checkShape(document: unknown, place: string, file: string): void {
  const parsed = SHAPES[place]?.safeParse(document);
  if (!parsed || parsed.success) return;
  const [{ path, message }] = parsed.error.issues;
  throw new UserError(`${file}: a document in ${place} is not right: ${path.join('.')}: ${message}`);
}
