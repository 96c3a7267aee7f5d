import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleStatistics } from '../../../../src-main/engine/analysis/example-statistics';
import {
  approximateRandomisation,
  differenceEstimates,
  metricEstimates,
  resampleRun,
  SHUFFLES,
} from '../../../../src-main/engine/analysis/significance';
import { scoreCorpus } from '../../../../src-main/engine/evaluation/corpus-scores';
import { SeededRandom } from '../../../../src-main/engine/tensor/seeded-random';
import { METRIC_NAMES } from '../../../../src-shared/domain/analysis';

const SEED = 42;
type Lists = string[][];

const tokenList = fc.array(fc.constantFrom('a', 'b', '('), { maxLength: 8 });
/** References with the hypotheses of two runs. */
const smallCorpus = fc.array(fc.tuple(tokenList, tokenList, tokenList), { minLength: 1, maxLength: 6 });

/** References, and hypotheses that hold each token with the given probability. */
function randomCorpus(examples: number, length: number, probability: number, stream: string) {
  const random = new SeededRandom(1, stream);
  const referenceRandom = new SeededRandom(1, 'references');
  const references: Lists = [];
  const hypotheses: Lists = [];
  for (let index = 0; index < examples; index++) {
    const reference = Array.from({ length }, () => `t${Math.floor(referenceRandom.uniform() * 9)}`);
    references.push(reference);
    hypotheses.push(reference.map((token) => (random.uniform() < probability ? token : 'wrong')));
  }
  return { references, hypotheses, statistics: exampleStatistics(hypotheses, references) };
}

/** The share of all 2^n exchanges whose difference is as large as the real one. */
function exactP(first: Lists, second: Lists, references: Lists) {
  const difference = (exchange: number) => {
    const isExchanged = (index: number) => ((exchange >> index) & 1) === 1;
    const before = scoreCorpus(
      first.map((list, index) => (isExchanged(index) ? second[index] : list)),
      references,
    );
    const after = scoreCorpus(
      second.map((list, index) => (isExchanged(index) ? first[index] : list)),
      references,
    );
    return METRIC_NAMES.map((metric) => Math.abs(after[metric] - before[metric]));
  };
  const real = difference(0);
  const all = Array.from({ length: 2 ** references.length }, (_, exchange) => difference(exchange));
  return METRIC_NAMES.map(
    (_, column) => all.filter((row) => row[column] >= real[column] - 1e-9).length / all.length,
  );
}

describe('paired approximate randomisation', () => {
  it('comes close to the p of trying every exchange', () => {
    fc.assert(
      fc.property(smallCorpus, (rows) => {
        const [references, first, second] = [0, 1, 2].map((column) => rows.map((row) => row[column]));
        const { p } = approximateRandomisation(
          exampleStatistics(first, references),
          exampleStatistics(second, references),
          SEED,
        );
        const exact = exactP(first, second, references);
        METRIC_NAMES.forEach((metric, column) =>
          expect(Math.abs(p[metric] - exact[column])).toBeLessThan(0.025),
        );
      }),
      { numRuns: 8, seed: SEED },
    );
  });

  it('gives p 1 to equal outputs, and never 0', () => {
    const { statistics } = randomCorpus(30, 10, 0.5, 'one');
    expect(approximateRandomisation(statistics, statistics, SEED).p).toEqual({
      bleu: 1,
      tokenAccuracy: 1,
      exactMatch: 1,
    });
    const better = randomCorpus(100, 10, 1, 'perfect').statistics;
    const worse = randomCorpus(100, 10, 0.5, 'half').statistics;
    expect(approximateRandomisation(worse, better, SEED).p).toEqual({
      bleu: 1 / (SHUFFLES + 1),
      tokenAccuracy: 1 / (SHUFFLES + 1),
      exactMatch: 1 / (SHUFFLES + 1),
    });
  });

  it('does not take two samples of the same quality for different', () => {
    const first = randomCorpus(200, 10, 0.6, 'first').statistics;
    const second = randomCorpus(200, 10, 0.6, 'second').statistics;
    const { p } = approximateRandomisation(first, second, SEED);
    for (const metric of METRIC_NAMES) expect(p[metric]).toBeGreaterThan(0.05);
  });

  it('states its method, seed and shuffles, and repeats itself by the seed', () => {
    const first = randomCorpus(60, 10, 0.5, 'first').statistics;
    const second = randomCorpus(60, 10, 0.55, 'second').statistics;
    const result = approximateRandomisation(first, second, SEED);
    expect(result).toMatchObject({
      method: 'paired approximate randomisation, two-sided',
      seed: SEED,
      shuffles: 10_000,
    });
    expect(approximateRandomisation(first, second, SEED)).toEqual(result);
    expect(approximateRandomisation(first, second, SEED + 1).p).not.toEqual(result.p);
  });

  it('has the same p when the runs change places', () => {
    const first = randomCorpus(40, 10, 0.5, 'first').statistics;
    const second = randomCorpus(40, 10, 0.6, 'second').statistics;
    expect(approximateRandomisation(second, first, SEED).p).toEqual(
      approximateRandomisation(first, second, SEED).p,
    );
  });

  it('refuses runs with different numbers of examples', () => {
    const few = randomCorpus(3, 4, 0.5, 'few').statistics;
    const more = randomCorpus(4, 4, 0.5, 'more').statistics;
    expect(() => approximateRandomisation(few, more, SEED)).toThrow('3 examples cannot be paired with 4');
  });

  it('takes seconds, not minutes, for 1,500 examples', () => {
    const first = randomCorpus(1500, 60, 0.5, 'first').statistics;
    const second = randomCorpus(1500, 60, 0.51, 'second').statistics;
    const started = performance.now();
    approximateRandomisation(first, second, SEED);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('intervals of metrics', () => {
  it('stand around the metrics of the corpus', () => {
    const { hypotheses, references, statistics } = randomCorpus(150, 12, 0.7, 'run');
    const scores = scoreCorpus(hypotheses, references);
    const estimates = metricEstimates(resampleRun(statistics, SEED));
    for (const metric of METRIC_NAMES) {
      const { value, low, high } = estimates[metric];
      expect(value).toBe(scores[metric]);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    expect(estimates.tokenAccuracy.high - estimates.tokenAccuracy.low).toBeGreaterThan(1);
  });

  it('are points for a run that is always right', () => {
    const estimates = metricEstimates(resampleRun(randomCorpus(20, 6, 1, 'run').statistics, SEED));
    for (const metric of METRIC_NAMES) expect(estimates[metric]).toEqual({ value: 100, low: 100, high: 100 });
  });

  it('repeat themselves by the seed', () => {
    const { statistics } = randomCorpus(40, 12, 0.7, 'run');
    expect(resampleRun(statistics, SEED)).toEqual(resampleRun(statistics, SEED));
    expect(resampleRun(statistics, SEED)).not.toEqual(resampleRun(statistics, SEED + 1));
  });
});

describe('intervals of differences', () => {
  it('are paired: far narrower than those of the runs where one repairs a token of the other everywhere', () => {
    const { hypotheses, references, statistics } = randomCorpus(100, 20, 0.5, 'run');
    const repaired = hypotheses.map((list, index) => [references[index][0], ...list.slice(1)]);
    const first = resampleRun(statistics, SEED);
    const second = resampleRun(exampleStatistics(repaired, references), SEED);
    const { tokenAccuracy } = differenceEstimates(first, second);
    const alone = metricEstimates(first).tokenAccuracy;
    expect(tokenAccuracy.low).toBeGreaterThan(0);
    expect(tokenAccuracy.high - tokenAccuracy.low).toBeLessThan((alone.high - alone.low) / 2);
  });

  it('are the second run minus the first, negated when they change places', () => {
    const first = resampleRun(randomCorpus(50, 10, 0.5, 'first').statistics, SEED);
    const second = resampleRun(randomCorpus(50, 10, 0.8, 'second').statistics, SEED);
    const there = differenceEstimates(first, second);
    const back = differenceEstimates(second, first);
    for (const metric of METRIC_NAMES) {
      expect(there[metric].value).toBe(
        metricEstimates(second)[metric].value - metricEstimates(first)[metric].value,
      );
      expect([back[metric].low + there[metric].high, back[metric].value + there[metric].value]).toEqual([
        0, 0,
      ]);
    }
  });

  it('are points at 0 for equal runs', () => {
    const run = resampleRun(randomCorpus(30, 10, 0.5, 'run').statistics, SEED);
    for (const metric of METRIC_NAMES)
      expect(differenceEstimates(run, run)[metric]).toEqual({ value: 0, low: 0, high: 0 });
  });
});
