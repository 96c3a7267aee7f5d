/** Which rows of a table belong to a run (`@run`) of a study (`@study`), and their order, so that equal runs give equal text. */
interface BundledRows {
  readonly rows: string;
  readonly order: string;
}

const OF_STUDY = 'study_id = @study';
const OF_RUN = 'run_id = @run';
const OF_EVALUATION = 'evaluation_id IN (SELECT id FROM evaluations WHERE run_id = @run)';

/** What is planned on this machine, what a person marked for themselves, and what is found out again where it is missing. */
export const UNBUNDLED_TABLES = [
  'queue',
  'queue_state',
  'sweeps',
  'sweep_studies',
  'favourites',
  'slices',
  'diagnoses',
] as const;

/** What a run consists of in the database, parents before children: every table of the schema but `UNBUNDLED_TABLES`. */
export const BUNDLED_TABLES = {
  configurations: {
    rows: `id IN (SELECT configuration_id FROM studies WHERE id = @study
      UNION SELECT configuration_id FROM runs WHERE id = @run)`,
    order: 'id',
  },
  environments: { rows: 'id IN (SELECT environment_id FROM runs WHERE id = @run)', order: 'id' },
  studies: { rows: 'id = @study', order: 'id' },
  notices: { rows: OF_STUDY, order: 'rowid' },
  splits: { rows: OF_STUDY, order: 'study_id' },
  split_hashes: { rows: OF_STUDY, order: 'split' },
  runs: { rows: 'id = @run', order: 'id' },
  steps: { rows: OF_RUN, order: 'step' },
  epochs: { rows: OF_RUN, order: 'epoch' },
  evaluations: { rows: OF_RUN, order: 'id' },
  examples: { rows: OF_STUDY, order: 'split, position' },
  predictions: { rows: OF_EVALUATION, order: 'evaluation_id, position' },
  probes: { rows: OF_RUN, order: 'epoch, position' },
  interventions: { rows: OF_RUN, order: 'step' },
  findings: { rows: OF_RUN, order: 'fault' },
  resources: { rows: OF_RUN, order: 'step' },
  artefacts: { rows: OF_RUN, order: 'kind' },
  analyses: { rows: OF_EVALUATION, order: 'evaluation_id, kind' },
} as const satisfies Readonly<Record<string, BundledRows>>;

export type BundledTable = keyof typeof BUNDLED_TABLES;

export const BUNDLED_TABLE_NAMES = Object.keys(BUNDLED_TABLES) as BundledTable[];

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, string | number | Buffer | null>>;

export function isBundledTable(name: unknown): name is BundledTable {
  return BUNDLED_TABLE_NAMES.some((table) => table === name);
}
