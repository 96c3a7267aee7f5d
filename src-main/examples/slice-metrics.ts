import type { ExampleQuestions } from '../../src-shared/contract/example-thread';
import type { Significance } from '../../src-shared/domain/analysis';
import type { SliceMetrics } from '../../src-shared/contract/requests/examples';
import { RESAMPLES } from '../engine/analysis/bootstrap';
import { exampleStatistics } from '../engine/analysis/example-statistics';
import {
  approximateRandomisation,
  differenceEstimates,
  metricEstimates,
  resampleRun,
} from '../engine/analysis/significance';
import type { HeldEvaluation, HeldPredictions } from './held-predictions';
import { tokensOf } from '../../src-shared/domain/tokens';

/** As `unroll compare` has it, so that figures are the same. */
const SEED = 42;

/** Metrics with 95% intervals on some examples of a split, computed as comparisons compute them on all. */
export function sliceMetrics(
  predictions: HeldPredictions,
  { positions, ...key }: ExampleQuestions['metrics']['input'],
): SliceMetrics {
  const { evaluations } = predictions.select(key);
  const common = answeredByAll(evaluations, positions);
  const measured = { examples: common.length, seed: SEED, resamples: RESAMPLES };
  if (common.length === 0) return { ...measured, runs: [] };
  const resampled = evaluations.map((evaluation) => resampleRun(statisticsOf(evaluation, common), SEED));
  return {
    ...measured,
    runs: evaluations.map(({ stored }, place) => ({
      run: stored.run,
      metrics: metricEstimates(resampled[place]),
      difference: place === 0 ? null : differenceEstimates(resampled[0], resampled[place]),
      whole: stored.metrics,
    })),
  };
}

/**
 * Whether a run differs from the first of the runs on some examples of a split, tested as comparisons test it on all;
 * null without examples, or for the first run itself.
 */
export function sliceSignificance(
  predictions: HeldPredictions,
  { positions, run, ...key }: ExampleQuestions['significance']['input'],
): Significance | null {
  const { evaluations } = predictions.select(key);
  const common = answeredByAll(evaluations, positions);
  const [first] = evaluations;
  const other = evaluations.find(({ stored }) => stored.run === run);
  if (common.length === 0 || !other || other === first) return null;
  return approximateRandomisation(statisticsOf(first, common), statisticsOf(other, common), SEED);
}

function answeredByAll(evaluations: readonly HeldEvaluation[], positions: Int32Array): Int32Array {
  return positions.filter((position) => evaluations.every(({ answers }) => answers.answered[position] === 1));
}

function statisticsOf({ texts, answers }: HeldEvaluation, positions: Int32Array) {
  const lists = (all: readonly string[]) => Array.from(positions, (position) => tokensOf(all[position]));
  return exampleStatistics(lists(answers.hypotheses), lists(texts.references));
}
