import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { SplitName } from '../../src-shared/domain/data';
import type { Decoder, EnvironmentRecord } from '../../src-shared/domain/run';
import {
  type EvaluationHead,
  HEAD_METRICS,
  type ListedRunHead,
  type StudyList,
} from '../../src-shared/domain/study-list';
import type { Database } from './database';
import { documentsOf } from './documents';
import { groupBy } from './grouping';
import { runFrom, runRows } from './run-rows';
import { studyFrom, studyRows } from './study-rows';

/** All studies as lists show them: few statements, however many there are; of evaluations only figures leave the database. */
export function listStudies(database: Database): StudyList {
  const studies = studyRows(database, 'TRUE', {});
  const runs = runRows(database, 'TRUE', {});
  const evaluations = evaluationHeads(database);
  const configurations = documentsOf<RunConfiguration>(
    database,
    'configurations',
    [...studies, ...runs].map((row) => row.configuration_id),
  );
  const environments = documentsOf<EnvironmentRecord>(
    database,
    'environments',
    runs.map((row) => row.environment_id),
  );
  const listed = runs.map((row): ListedRunHead => ({
    ...runFrom(row, configurations.of(row.configuration_id)!),
    configuration: configurations.place(row.configuration_id)!,
    environment: environments.place(row.environment_id),
    evaluations: evaluations.get(row.id) ?? [],
  }));
  const runsOf = groupBy(listed, (run) => run.study);
  return {
    configurations: configurations.all,
    environments: environments.all,
    studies: studies.map((row) => ({
      ...studyFrom(row),
      configuration: configurations.place(row.configuration_id)!,
      runs: runsOf.get(row.id) ?? [],
    })),
  };
}

/** By run, in the order of whole evaluations. */
function evaluationHeads(database: Database): ReadonlyMap<string, EvaluationHead[]> {
  const paths = HEAD_METRICS.map((metric) => `'$.${metric}'`).join(', ');
  const rows = database.all<{ run: string; split: SplitName; decoder: Decoder; figures: string }>(
    `SELECT run_id AS run, split, decoder, json_extract(document, ${paths}) AS figures
     FROM evaluations ORDER BY split, decoder DESC`,
  );
  const heads = new Map<string, EvaluationHead[]>();
  for (const { run, split, decoder, figures } of rows) {
    const [bleu, tokenAccuracy, exactMatch, perplexity, seconds] = JSON.parse(figures) as [
      number,
      number,
      number,
      number | null,
      number,
    ];
    const head = { split, decoder, bleu, tokenAccuracy, exactMatch, perplexity, seconds };
    const of = heads.get(run);
    if (of) of.push(head);
    else heads.set(run, [head]);
  }
  return heads;
}
