import { z } from 'zod';
import { ARCHITECTURES } from '../../../src-shared/domain/architecture';
import {
  checkValue,
  CONFIGURATION_KEYS,
  type ConfigurationKeyName,
  isConfigurationKey,
  type RunConfiguration,
} from '../../../src-shared/domain/configuration';
import { SPLIT_NAMES } from '../../../src-shared/domain/data';
import {
  type Passport,
  PASSPORT_FORMAT,
  PASSPORT_METRICS,
  PASSPORT_VERSION,
} from '../../../src-shared/domain/passport';
import { DECODERS, type EnvironmentRecord } from '../../../src-shared/domain/run';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256: 64 hexadecimal digits');
const count = z.number().int().min(0);
const measured = z.number().nullable();

function bySplit<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ train: value, validation: value, test: value });
}

const configuration = z
  .custom<RunConfiguration>(
    (value) => typeof value === 'object' && value !== null,
    'must be an object of settings',
  )
  .superRefine((value, context) => {
    const given = value as unknown as Readonly<Record<string, unknown>>;
    const names = new Set([...Object.keys(CONFIGURATION_KEYS), ...Object.keys(given)]);
    for (const name of names) {
      const problem = isConfigurationKey(name) ? missingOrWrong(name, given) : `there is no setting ${name}`;
      if (problem !== null) context.addIssue({ code: 'custom', path: [name], message: problem });
    }
  });

function missingOrWrong(name: ConfigurationKeyName, given: Readonly<Record<string, unknown>>): string | null {
  return name in given ? (checkValue(name, given[name])?.message ?? null) : `${name} is missing`;
}

const environment = z.custom<EnvironmentRecord>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(
      (fact) => fact === null || ['string', 'number', 'boolean'].includes(typeof fact),
    ),
  'must be an object of texts, numbers and booleans',
);

const tokenizer = z.strictObject({ size: count, sha256 });

const epoch = z.strictObject({
  epoch: count,
  trainLoss: measured,
  validationLossTeacherForced: measured,
  validationLossFreeRunning: measured,
  learningRate: measured,
  teacherForcingRatio: measured,
  best: z.boolean(),
});

const intervention = z.strictObject({
  step: count,
  setting: z.literal('LEARNING_RATE'),
  from: z.number(),
  to: z.number(),
});

const evaluation = z.strictObject({
  split: z.enum(SPLIT_NAMES),
  decoder: z.enum(DECODERS),
  beamSize: count,
  epoch: count,
  metrics: z.strictObject(
    Object.fromEntries(PASSPORT_METRICS.map((name) => [name, measured])) as Record<
      (typeof PASSPORT_METRICS)[number],
      typeof measured
    >,
  ),
  perplexity: measured,
  hash: sha256,
  predictions: z.array(z.strictObject({ hypothesis: z.string(), logProbability: measured, sha256 })),
});

const content = z.strictObject({
  run: z.strictObject({
    id: z.string(),
    name: z.string(),
    architecture: z.enum(ARCHITECTURES),
    parameters: count.nullable(),
  }),
  source: z.strictObject({
    location: z.string(),
    description: z.string(),
    options: z.strictObject({
      docstringField: z.string().optional(),
      codeField: z.string().optional(),
      keepDocstring: z.boolean().optional(),
    }),
  }),
  configuration,
  split: z.strictObject({
    seed: count,
    rows: count,
    sizes: bySplit(count),
    hash: sha256,
    exampleHashes: bySplit(z.array(sha256)),
  }),
  tokenizers: z.strictObject({ source: tokenizer, target: tokenizer }),
  checkpoint: z.strictObject({
    epoch: count.nullable(),
    bytes: count,
    sha256,
    tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(count), sha256 })),
  }),
  environment: environment.nullable(),
  epochs: z.array(epoch),
  interventions: z.array(intervention).optional(),
  evaluations: z.array(evaluation),
});

const { interventions: _laterOnly, ...others } = content.shape;
const names = Object.keys(others) as (keyof typeof others)[];
const hashes = Object.fromEntries(names.map((name) => [name, sha256])) as Record<
  keyof typeof others,
  typeof sha256
>;

/** What a passport file must be. Hashes are compared elsewhere. */
export const passportSchema: z.ZodType<Passport> = z
  .strictObject({
    format: z.literal(PASSPORT_FORMAT),
    version: z.union([z.literal(1), z.literal(PASSPORT_VERSION)]),
    application: z.string(),
    content,
    sections: z.strictObject({ ...hashes, interventions: sha256.optional() }),
    sha256,
  })
  .superRefine(({ version, content }, context) => {
    if ((content.interventions !== undefined) === version > 1) return;
    const message = version > 1 ? 'is missing' : 'is not of version 1';
    context.addIssue({ code: 'custom', path: ['content', 'interventions'], message });
  });
