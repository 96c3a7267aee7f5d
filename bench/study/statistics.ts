import { COLUMNS, type ExampleStatistics } from '../../src-main/engine/analysis/example-statistics';
import {
  approximateRandomisation,
  metricEstimates,
  resampleRun,
  SHUFFLES,
} from '../../src-main/engine/analysis/significance';
import { SeededRandom } from '../../src-main/engine/tensor/seeded-random';
import type { Estimate } from '../../src-shared/domain/analysis';
import { UserError } from '../../src-shared/domain/errors';
import type { Decoder } from '../../src-shared/domain/run';
import type { SplitName } from '../../src-shared/domain/data';
import type { PairedNumbers, RecordedEvaluation, StudyRecord } from './record';

/** Of resampling and shuffling. */
export const SEED = 42;

/** @throws UserError when the record lacks it */
export function evaluationOf(record: StudyRecord, split: SplitName, decoder: Decoder): RecordedEvaluation {
  const found = record.evaluations.find(
    ({ summary }) => summary.split === split && summary.decoder === decoder,
  );
  if (!found)
    throw new UserError(`${record.item.name}: no ${decoder} evaluation of its ${split} split is recorded`);
  return found;
}

/** BLEU on test data with its 95% interval. */
export function bleuEstimate(evaluation: RecordedEvaluation): Estimate {
  return metricEstimates(resampleRun(statisticsOf(evaluation), SEED)).bleu;
}

/** p of the difference of two runs' BLEU on the same test examples. */
export function bleuSignificance(first: RecordedEvaluation, second: RecordedEvaluation): number {
  return approximateRandomisation(statisticsOf(first), statisticsOf(second), SEED).p.bleu;
}

/**
 * p of the difference of two runs' teacher-forced perplexities on the same test examples, by paired approximate
 * randomisation as for BLEU: coins decide for which examples both runs' log-probabilities change places.
 */
export function perplexitySignificance(first: RecordedEvaluation, second: RecordedEvaluation): number {
  const [a, b] = [pairedOf(first).referenceLogProbabilities, pairedOf(second).referenceLogProbabilities];
  const differences = a.map((value, index) => value - b[index]);
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0));
  const random = new SeededRandom(SEED, 'perplexity-randomisation');
  let asLarge = 0;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    let sum = 0;
    for (const difference of differences) sum += random.uniform() < 0.5 ? -difference : difference;
    if (Math.abs(sum) >= observed - 1e-9) asLarge++;
  }
  return (1 + asLarge) / (1 + SHUFFLES);
}

function statisticsOf(evaluation: RecordedEvaluation): ExampleStatistics {
  const bytes = Buffer.from(pairedOf(evaluation).statistics, 'base64');
  const rows = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { examples: rows.length / COLUMNS, rows };
}

function pairedOf({ paired, summary }: RecordedEvaluation): PairedNumbers {
  if (paired === null) throw new UserError(`Nothing is recorded of each ${summary.split} example`);
  return paired;
}
