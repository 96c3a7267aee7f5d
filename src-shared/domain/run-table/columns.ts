import { describeValue } from '../../format/labels';
import { CONFIGURATION_KEYS, type ConfigurationKey, type ConfigurationKeyName } from '../configuration';
import type { Field, FieldValue } from '../filter/field';
import type { EnvironmentRecord } from '../run';
import type { RunColumn } from './column';
import { MEASURED_COLUMNS } from './measured-columns';
import { PUBLISHED_COLUMNS } from './published-columns';
import { RUN_COLUMNS } from './run-columns';
import type { RunRow } from './run-list';

/** Short names for settings that are asked for often. */
const SETTING_ALIASES: Partial<Readonly<Record<ConfigurationKeyName, readonly string[]>>> = {
  LEARNING_RATE: ['lr'],
  HIDDEN_DIM: ['hidden'],
  EMBEDDING_DIM: ['embedding'],
  BATCH_SIZE: ['batch'],
  NUM_LAYERS: ['layers'],
};

export const SETTING_NAMES = Object.keys(CONFIGURATION_KEYS) as ConfigurationKeyName[];

const SETTINGS: readonly RunColumn[] = SETTING_NAMES.map((name): RunColumn => {
  const { kind, meaning, unit }: ConfigurationKey = CONFIGURATION_KEYS[name];
  return {
    id: name,
    aliases: SETTING_ALIASES[name],
    title: name,
    ...kindOf(kind),
    group: 'Settings',
    meaning: unit ? `${meaning} In ${unit}.` : meaning,
    better: null,
    family: name,
    variant: null,
    width: Math.max(84, 28 + 7.6 * name.length),
    value: (run) => run.configuration[name],
    format: (value: FieldValue) => describeValue(value),
  };
});

function kindOf(kind: ConfigurationKey['kind']): Pick<RunColumn, 'kind' | 'choices'> {
  switch (kind.type) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'choice':
      return { kind: 'choice', choices: kind.values };
    default:
      return { kind: 'number' };
  }
}

const ENVIRONMENT_TITLES = {
  device: ['Device', 'What it was computed on.'],
  threads: ['Threads', 'Of all replicas together.'],
  replicas: ['Replicas', 'Copies of the model among which batches were dealt out.'],
  backend: ['Backend', 'Native TensorFlow, or portable WebAssembly.'],
  tensorflow: ['TensorFlow', 'Its version.'],
  platform: ['Platform', 'Operating system and processor.'],
  application: ['Unroll', 'The version that trained it.'],
  gitRevision: ['Revision', 'Of the source code that trained it.'],
} as const satisfies Partial<Readonly<Record<keyof EnvironmentRecord, readonly [string, string]>>>;

const ENVIRONMENT: readonly RunColumn[] = Object.entries(ENVIRONMENT_TITLES).map(
  ([id, [title, meaning]]): RunColumn => ({
    id,
    title,
    kind: id === 'threads' || id === 'replicas' ? 'number' : 'text',
    group: 'Environment',
    meaning,
    better: null,
    family: id,
    variant: null,
    width: Math.max(90, 28 + 7.6 * title.length),
    value: (run) => run.environment?.[id as keyof typeof ENVIRONMENT_TITLES] ?? null,
    format: String,
  }),
);

/** Every column of the table of runs. */
export const COLUMNS: readonly RunColumn[] = [
  ...RUN_COLUMNS,
  ...MEASURED_COLUMNS,
  ...PUBLISHED_COLUMNS,
  ...SETTINGS,
  ...ENVIRONMENT,
];

const BY_ID: ReadonlyMap<string, RunColumn> = new Map(COLUMNS.map((column) => [column.id, column]));

/** The column of an id, or undefined. */
export function columnOf(id: string): RunColumn | undefined {
  return BY_ID.get(id);
}

/** Ways of reading the quantity that a column shows, itself among them. */
export function variantsOf({ family }: RunColumn): readonly RunColumn[] {
  return COLUMNS.filter((column) => column.family === family);
}

/** Things that filters ask and no column shows. */
const ASKED_ONLY: readonly Field<RunRow>[] = [
  {
    id: 'age',
    title: 'Time since it was created',
    kind: 'duration',
    value: (run) => (Date.now() - Date.parse(run.createdAt)) / 1000,
  },
  { id: 'archived', title: 'Archived', kind: 'boolean', value: (run) => run.archived },
  { id: 'baseline', title: 'Baseline', kind: 'boolean', value: (run) => run.baseline },
];

/** What filters of runs can name. */
export const RUN_FIELDS: readonly Field<RunRow>[] = [...COLUMNS, ...ASKED_ONLY];

/** What the table shows before a person arranges it. */
export const DEFAULT_COLUMNS: readonly string[] = [
  'study',
  'architecture',
  'state',
  'tags',
  'bleu',
  'tokenAccuracy',
  'exactMatch',
  'perplexity',
  'validationLoss',
  'trainLoss',
  'epoch',
  'parameters',
  'duration',
  'created',
];
