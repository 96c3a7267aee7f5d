import type { ExampleQuestions } from '../../src-shared/contract/example-thread';
import type { SliceMetrics } from '../../src-shared/contract/requests/examples';
import { RESAMPLES } from '../engine/analysis/bootstrap';
import { exampleStatistics } from '../engine/analysis/example-statistics';
import { differenceEstimates, metricEstimates, resampleRun } from '../engine/analysis/significance';
import { tokensOf } from './answer-columns';
import type { HeldEvaluation, HeldPredictions } from './held-predictions';

/** As `unroll compare` has it, so that figures are the same. */
const SEED = 42;

/** Metrics with 95% intervals on some examples of a split, computed as comparisons compute them on all. */
export function sliceMetrics(
  predictions: HeldPredictions,
  { positions, ...key }: ExampleQuestions['metrics']['input'],
): SliceMetrics {
  const { evaluations } = predictions.select(key);
  const common = positions.filter((position) =>
    evaluations.every(({ answers }) => answers.answered[position] === 1),
  );
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

function statisticsOf({ texts, answers }: HeldEvaluation, positions: Int32Array) {
  const lists = (all: readonly string[]) => Array.from(positions, (position) => tokensOf(all[position]));
  return exampleStatistics(lists(answers.hypotheses), lists(texts.references));
}
