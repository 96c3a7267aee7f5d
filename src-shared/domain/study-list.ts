/** What lists know of studies: everything but the documents that only views of single runs show. */
import type { RunConfiguration } from './configuration';
import type { EnvironmentRecord, EvaluationSummary, Run, Study } from './run';

/** The figures of an evaluation that lists show. */
export const HEAD_METRICS = ['bleu', 'tokenAccuracy', 'exactMatch', 'perplexity', 'seconds'] as const;

export type EvaluationHead = Pick<EvaluationSummary, 'split' | 'decoder' | (typeof HEAD_METRICS)[number]>;

/** A run with the figures of its evaluations; whole runs are such, too. */
export interface RunHead extends Omit<Run, 'evaluations'> {
  readonly evaluations: readonly EvaluationHead[];
}

/** A study with its runs, of their evaluations the figures alone; whole studies are such, too. */
export interface StudyHead extends Omit<Study, 'runs'> {
  readonly runs: readonly RunHead[];
}

/** A record whose documents are given by their places in the list's. */
type Listed<Record> = Omit<Record, 'configuration' | 'environment' | 'runs'> & {
  readonly configuration: number;
};
export type ListedRunHead = Listed<RunHead> & { readonly environment: number | null };
export type ListedStudy = Listed<StudyHead> & { readonly runs: readonly ListedRunHead[] };

/** All studies with the documents that many of them share, each once. */
export interface StudyList {
  readonly configurations: readonly RunConfiguration[];
  readonly environments: readonly EnvironmentRecord[];
  /** Newest first. */
  readonly studies: readonly ListedStudy[];
}

/** The studies of a list, each with its documents. */
export function studiesOf({ configurations, environments, studies }: StudyList): readonly StudyHead[] {
  return studies.map((study) => ({
    ...study,
    configuration: configurations[study.configuration],
    runs: study.runs.map((run) => ({
      ...run,
      configuration: configurations[run.configuration],
      environment: run.environment === null ? null : environments[run.environment],
    })),
  }));
}
