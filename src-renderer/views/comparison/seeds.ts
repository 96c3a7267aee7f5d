/** Runs that differ by their seed alone, with the mean of their metrics: what a single seed says may be luck. */
import type { Architecture } from '../../../src-shared/domain/architecture';
import { DECODERS, type Decoder, type EvaluationSummary } from '../../../src-shared/domain/run';
import type { Scoring } from '../../../src-shared/domain/run-comparison';
import { type MeanInterval, meanInterval } from '../../../src-shared/domain/statistics';
import type { DataTable } from '../../../src-shared/format/table-text';
import type { EvaluatedRun } from './evaluated';
import { METRIC_COLUMNS } from './metrics';

export interface SeedRow {
  readonly architecture: Architecture;
  /** Studies of its runs, in words. */
  readonly studies: string;
  readonly decoder: Decoder;
  readonly seeds: readonly number[];
  /** One for each of `METRIC_COLUMNS`; null where a run lacks the metric. */
  readonly means: readonly (MeanInterval | null)[];
}

/** A row for each decoder by which at least two seeds of the same architecture and settings were evaluated. */
export function seedRows(runs: readonly EvaluatedRun[], scoring: Scoring): SeedRow[] {
  const groups = new Map<string, EvaluatedRun[]>();
  for (const each of runs) {
    const key = JSON.stringify([each.run.architecture, settingsBesidesSeed(each.run)]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) =>
    DECODERS.flatMap((decoder) => {
      const evaluated = group.flatMap(({ run, evaluations }) => {
        const evaluation = evaluations[decoder];
        return evaluation ? [{ seed: run.configuration.SEED, evaluation }] : [];
      });
      const seeds = [...new Set(evaluated.map(({ seed }) => seed))];
      if (seeds.length < 2) return [];
      return [
        {
          architecture: group[0].run.architecture,
          studies: [...new Set(group.map(({ study }) => study.name))].join(', '),
          decoder,
          seeds,
          means: METRIC_COLUMNS.map((column) =>
            meanOf(
              evaluated.map(({ evaluation }) => evaluation),
              (evaluation) => column.value(evaluation, scoring),
            ),
          ),
        },
      ];
    }),
  );
}

function settingsBesidesSeed({ configuration }: EvaluatedRun['run']): unknown[] {
  return Object.entries(configuration)
    .filter(([name]) => name !== 'SEED')
    .sort(([first], [second]) => first.localeCompare(second));
}

function meanOf(
  evaluations: readonly EvaluationSummary[],
  valueOf: (evaluation: EvaluationSummary) => number | null,
): MeanInterval | null {
  const values = evaluations.map(valueOf).filter((value) => value !== null);
  return values.length < evaluations.length ? null : meanInterval(values);
}

export function seedsTable(rows: readonly SeedRow[], title: string): DataTable {
  return {
    title,
    columns: [
      'Architecture',
      'Decoder',
      'Seeds',
      ...METRIC_COLUMNS.flatMap(({ title }) => [title, `${title}, ±`]),
    ],
    rows: rows.map(({ architecture, decoder, seeds, means }) => [
      architecture,
      decoder,
      seeds.length,
      ...means.flatMap((mean) => [mean?.mean ?? null, mean?.halfWidth ?? null]),
    ]),
  };
}
