import { PRESETS, type RunConfiguration } from '../../../../../src-shared/domain/configuration';
import {
  LISTED_METRICS,
  type ListedEvaluation,
  type ListedMetric,
  type RunRow,
} from '../../../../../src-shared/domain/run-table/run-list';

const NOTHING = { best: null, last: null, min: null, max: null };

export function row(
  id: string,
  changes: Partial<Omit<RunRow, 'configuration'>> & {
    readonly configuration?: Partial<RunConfiguration>;
  } = {},
): RunRow {
  const { configuration, ...rest } = changes;
  return {
    id,
    study: 'study-1',
    studyName: 'A study',
    location: 'python:stdlib',
    sourceOptions: null,
    split: null,
    architecture: 'lstm',
    state: 'finished',
    reason: null,
    configuration: configuration ? { ...PRESETS.recommended, ...configuration } : PRESETS.recommended,
    environment: null,
    imported: false,
    baseline: false,
    parameters: 7_500_000,
    stepsPerEpoch: 10,
    step: 200,
    epoch: 20,
    bestEpoch: 12,
    createdAt: '2026-11-20T12:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    seconds: 600,
    trainLoss: NOTHING,
    validationLoss: NOTHING,
    freeRunningLoss: NOTHING,
    tokensPerSecond: NOTHING,
    evaluations: [],
    published: [],
    notes: '',
    tags: [],
    archived: false,
    ...rest,
  };
}

export function evaluated(
  values: Partial<Record<ListedMetric, number>>,
  rest: Partial<ListedEvaluation> = {},
): ListedEvaluation {
  return {
    split: 'test',
    decoder: 'greedy',
    metrics: LISTED_METRICS.map((metric) => values[metric] ?? null),
    ...rest,
  };
}
