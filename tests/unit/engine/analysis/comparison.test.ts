import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../../../src-main/engine/analysis/comparison';
import { scoreCorpus } from '../../../../src-main/engine/evaluation/corpus-scores';
import {
  METRIC_NAMES,
  OUTCOMES,
  type PairComparison,
  type RunPredictions,
} from '../../../../src-shared/domain/analysis';

const SEED = 42;
const REFERENCES = [
  'def f ( x ) : return x + 1',
  'def g ( ) : pass',
  'def h ( y ) : return y * 2',
  'return none',
  'x = 3',
];
const LENGTHS = [4, 12, 12, 60, 25];

/** A run that answers the references above, in their order. */
function answering(run: string, hypotheses: readonly string[]): RunPredictions {
  const predictions = hypotheses.map((hypothesis, index) => ({
    index,
    source: `docstring ${index}`,
    reference: REFERENCES[index],
    hypothesis,
    docstringTokens: LENGTHS[index],
    row: null,
  }));
  return { run, predictions };
}

const worse = answering('lstm', [
  'def f ( x ) : return x - 1',
  'def g ( ) : pass',
  '',
  'return none',
  'y = 3',
]);
const better = answering('attention', [
  'def f ( x ) : return x + 1',
  'def g : pass pass',
  'def h ( y ) : return y * 3',
  'return none',
  'y = 3',
]);
const comparison = compareRuns([worse, better], SEED);
const [pair] = comparison.pairs;

const text = fc
  .array(fc.constantFrom('(', ')', ':', 'return', 'x', '='), { maxLength: 8 })
  .map((list) => list.join(' '));
const rows = fc.array(fc.tuple(text, text, text, fc.nat(80)), { minLength: 1, maxLength: 6 });
type Row = readonly [reference: string, first: string, second: string, docstringTokens: number];

function runsOf(list: readonly Row[]): RunPredictions[] {
  return [1, 2].map((column) => ({
    run: `run ${column}`,
    predictions: list.map((row, index) => ({
      index,
      source: `${index}`,
      reference: row[0],
      hypothesis: String(row[column]),
      docstringTokens: row[3],
      row: null,
    })),
  }));
}

const cellsOf = ({ transitions }: PairComparison) =>
  OUTCOMES.flatMap((from) => OUTCOMES.map((to) => transitions[from][to]));

describe('a comparison', () => {
  it('puts the metrics of runs side by side, with intervals and their method', () => {
    expect(comparison.examples).toBe(5);
    expect(comparison.intervals).toEqual({
      method: 'paired bootstrap, percentiles 2.5 and 97.5',
      seed: SEED,
      resamples: 1000,
    });
    expect(comparison.runs.map(({ run }) => run)).toEqual(['lstm', 'attention']);
    const lists = (texts: readonly string[]) => texts.map((list) => list.split(' ').filter(Boolean));
    const scores = scoreCorpus(
      lists(better.predictions.map(({ hypothesis }) => hypothesis)),
      lists(REFERENCES),
    );
    for (const metric of METRIC_NAMES) {
      const { value, low, high } = comparison.runs[1].metrics[metric];
      expect(value).toBe(scores[metric]);
      expect(low).toBeLessThanOrEqual(high);
    }
  });

  it('gives differences as the second run minus the first, with p and its method', () => {
    expect(pair.first).toBe('lstm');
    expect(pair.second).toBe('attention');
    const [first, second] = comparison.runs;
    for (const metric of METRIC_NAMES) {
      expect(pair.differences[metric].value).toBe(second.metrics[metric].value - first.metrics[metric].value);
      expect(pair.significance.p[metric]).toBeGreaterThan(0.05);
    }
    expect(pair.significance).toMatchObject({ seed: SEED, shuffles: 10_000 });
  });

  it('gives differences by docstring length', () => {
    expect(pair.lengthBins!.map(({ examples }) => examples)).toEqual([1, 2, 1, 0, 0, 1]);
    expect(pair.lengthBins![0].difference).toBeCloseTo(10, 9);
    expect(pair.lengthBins![5].difference).toBe(0);
  });

  it('gives none where no run knows how long docstrings are, and takes the lengths of either', () => {
    const unknown = (run: RunPredictions) => ({
      ...run,
      predictions: run.predictions.map((prediction) => ({ ...prediction, docstringTokens: null })),
    });
    expect(compareRuns([unknown(worse), unknown(better)], SEED).pairs[0].lengthBins).toBeNull();
    expect(compareRuns([unknown(worse), better], SEED).pairs[0].lengthBins).toEqual(pair.lengthBins);
    expect(compareRuns([worse, unknown(better)], SEED).pairs[0].lengthBins).toEqual(pair.lengthBins);
  });

  it('names the examples that each run wins, by each metric', () => {
    expect(pair.wins.exactMatch).toEqual({ firstWins: [1], secondWins: [0], ties: [2, 3, 4] });
    expect(pair.wins.tokenAccuracy).toEqual({ firstWins: [1], secondWins: [0, 2], ties: [3, 4] });
    expect(pair.wins.bleu).toEqual({ firstWins: [1], secondWins: [0, 2], ties: [3, 4] });
  });

  it('has every example in the cell of its two outcomes: what was repaired, and what was broken', () => {
    const { transitions } = pair;
    expect(transitions['wrong-operators'].correct).toEqual([0]);
    expect(transitions.correct['missing-parentheses']).toEqual([1]);
    expect(transitions['empty-output'].other).toEqual([2]);
    expect(transitions.correct.correct).toEqual([3]);
    expect(transitions.other.other).toEqual([4]);
    expect(cellsOf(pair).flat()).toHaveLength(5);
  });

  it('pairs every run with every later one', () => {
    const third = { ...worse, run: 'vanilla' };
    const { pairs } = compareRuns([worse, better, third], SEED);
    expect(pairs.map(({ first, second }) => `${first} ${second}`)).toEqual([
      'lstm attention',
      'lstm vanilla',
      'attention vanilla',
    ]);
  });

  it('finds no difference between a run and itself', () => {
    const [same] = compareRuns([worse, { ...worse, run: 'again' }], SEED).pairs;
    for (const metric of METRIC_NAMES) {
      expect(same.differences[metric]).toEqual({ value: 0, low: 0, high: 0 });
      expect(same.significance.p[metric]).toBe(1);
      expect(same.wins[metric].ties).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it('of one run has metrics and no pair, of none neither', () => {
    expect(compareRuns([worse], SEED)).toMatchObject({ examples: 5, runs: [{ run: 'lstm' }], pairs: [] });
    expect(compareRuns([], SEED)).toMatchObject({ examples: 0, runs: [], pairs: [] });
  });

  it('is refused when any run answered other examples, and names them', () => {
    const other = {
      run: 'other split',
      predictions: worse.predictions.map((prediction) =>
        prediction.index === 3 ? { ...prediction, source: 'another docstring' } : prediction,
      ),
    };
    expect(() => compareRuns([worse, better, other], SEED)).toThrow(
      'lstm and other split were not evaluated on the same examples',
    );
    expect(() => compareRuns([worse, better, other], SEED)).toThrow(
      'the source of example 3 is “docstring 3”',
    );
  });

  it('does not change when predictions are given in another order', () => {
    const shuffled = (run: RunPredictions, order: readonly number[]) => ({
      ...run,
      predictions: order.map((index) => run.predictions[index]),
    });
    expect(compareRuns([shuffled(worse, [3, 1, 4, 0, 2]), shuffled(better, [4, 3, 2, 1, 0])], SEED)).toEqual(
      comparison,
    );
  });

  it('puts every example into one cell and one side, whatever the runs wrote', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [result] = compareRuns(runsOf(list), SEED).pairs;
        const all = list.map((_, index) => index);
        const sorted = (indices: readonly number[]) => [...indices].sort((a, b) => a - b);
        expect(sorted(cellsOf(result).flat())).toEqual(all);
        for (const metric of METRIC_NAMES) {
          const { firstWins, secondWins, ties } = result.wins[metric];
          expect(sorted([...firstWins, ...secondWins, ...ties])).toEqual(all);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is mirrored when the runs change places', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [first, second] = runsOf(list);
        const [there] = compareRuns([first, second], SEED).pairs;
        const [back] = compareRuns([second, first], SEED).pairs;
        expect(back.significance).toEqual(there.significance);
        for (const metric of METRIC_NAMES)
          expect(back.wins[metric]).toEqual({
            firstWins: there.wins[metric].secondWins,
            secondWins: there.wins[metric].firstWins,
            ties: there.wins[metric].ties,
          });
        for (const from of OUTCOMES)
          for (const to of OUTCOMES) expect(back.transitions[to][from]).toEqual(there.transitions[from][to]);
      }),
      { numRuns: 10 },
    );
  });
});
