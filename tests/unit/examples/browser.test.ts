import { describe, expect, it } from 'vitest';
import { browsed, type SampleExample } from './samples';

const EXAMPLES: readonly SampleExample[] = [
  { source: 'add two numbers', reference: 'def add ( a , b ) : return a + b' },
  { source: 'say <UNK> politely', reference: 'def say ( ) : print ( <UNK> )' },
  { source: 'the first item', reference: 'def first ( xs ) : return xs [ 0 ]', tokens: 12 },
  { source: 'do nothing', reference: 'def nothing ( ) : pass', tokens: 64 },
];
const GOOD = EXAMPLES.map(({ reference }) => reference);
/** Right, other, incomplete, empty. */
const POOR = [GOOD[0], 'def say ( ) : print ( x )', 'def first', ''];

const sample = () => browsed(EXAMPLES, [POOR, GOOD]);

describe('a filter', () => {
  it('keeps all examples without conditions, in the order of the split', () => {
    const { query, runs } = sample();
    const page = query();
    expect(page).toMatchObject({ total: 4, of: 4, conditions: [], missing: [], located: null });
    expect(page.rows.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(page.rows[2].answers).toEqual([
      { run: runs[0], outcome: 'incomplete-code', bleu: expect.any(Number) },
      { run: runs[1], outcome: 'correct', bleu: expect.closeTo(100, 9) },
    ]);
  });

  it.each([
    [{ text: 'ITEM' }, [2]],
    [{ text: '  two   numbers ' }, [0]],
    [{ text: 'print', place: 'source' }, []],
    [{ text: 'print', place: 'reference' }, [1]],
    [{ text: 'print ( x', place: 'hypothesis' }, [1]],
    [{ text: '<unk>' }, [1]],
    [{ text: 'def (add|first)', regularExpression: true }, [0, 2]],
    [{ text: 'DEF\\s\\S+\\s\\(\\s\\)', regularExpression: true }, [1, 3]],
    [{ text: '^do ', regularExpression: true, place: 'source' }, [3]],
    [{ token: 'xs' }, [2]],
    [{ token: 'x' }, [1]],
    [{ token: 'firs' }, []],
    [{ token: ' ' }, [0, 1, 2, 3]],
    [{ lengths: ['[10,20)', '50+'] }, [2, 3]],
    [{ agreement: 'all-same' }, [0]],
    [{ agreement: 'different' }, [1, 2, 3]],
    [{ agreement: 'one-correct' }, [1, 2, 3]],
    [{ agreement: 'none-correct' }, []],
    [{ cause: 'model' }, [1, 2, 3]],
    [{ cause: 'search' }, []],
    [{ missed: 'identifier', oneTokenAway: true }, [1, 2, 3]],
    [{ memorised: true }, []],
  ] as const)('finds what meets %j', (filter, expected) => {
    expect(sample().indices(filter)).toEqual(expected);
  });

  it('asks for outcomes, scores and better answers by run', () => {
    const { indices, runs } = sample();
    const [poor, good] = runs;
    expect(indices({ outcomes: [{ run: poor, outcomes: ['correct', 'empty-output'] }] })).toEqual([0, 3]);
    expect(indices({ outcomes: [{ run: good, outcomes: ['other'] }] })).toEqual([]);
    expect(indices({ score: { run: poor, low: 0, high: 0 } })).toEqual([3]);
    expect(indices({ better: { run: good, than: poor } })).toEqual([1, 2, 3]);
    expect(indices({ better: { run: poor, than: good } })).toEqual([]);
    const by = (low: number, high: number) => indices({ difference: { run: good, than: poor, low, high } });
    expect([by(0, 0), by(-100, 0)]).toEqual([[0], []]);
    expect([...by(0, 50), ...by(50, 100)].toSorted()).toEqual([1, 2, 3]);
    expect(by(0, 100)).toEqual([1, 2, 3]);
  });

  it('tells what every other choice would give, and what each condition excludes', () => {
    const { query, runs } = sample();
    const { total, facets, conditions } = query({
      filter: { text: 'def', outcomes: [{ run: runs[0], outcomes: ['correct'] }], lengths: ['50+'] },
    });
    expect(total).toBe(0);
    expect(facets.outcomes[runs[0]]).toMatchObject({ correct: 0, 'empty-output': 1 });
    expect(facets.lengths).toMatchObject({ '[0,10)': 1, '50+': 0 });
    expect(conditions).toEqual([
      { condition: `outcome:${runs[0]}`, without: 1 },
      { condition: 'length', without: 1 },
      { condition: 'text', without: 0 },
    ]);
  });

  it('counts scores in ten bins, agreements and causes', () => {
    const { query, runs } = sample();
    const { facets } = query();
    expect(facets.scores[runs[1]]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 4]);
    expect(facets.agreements).toEqual({
      'all-same': 1,
      different: 3,
      'all-correct': 1,
      'one-correct': 3,
      'none-correct': 0,
    });
    expect(facets.causes).toEqual({ search: 0, model: 3 });
    expect(facets.analysed).toEqual([]);
  });

  it('refuses an expression that cannot be read, and gives up one that takes too long', () => {
    const { query } = browsed([{ source: 'a'.repeat(60), reference: 'x' }], [['x']]);
    expect(() => query({ filter: { text: '(', regularExpression: true } })).toThrow(/cannot be read/);
    const started = performance.now();
    expect(() => query({ filter: { text: '(a+)+$x', regularExpression: true } })).toThrow(/too long/);
    expect(performance.now() - started).toBeLessThan(1500);
    expect(query({ filter: { text: 'a+', regularExpression: true } }).total).toBe(1);
  });
});

describe('a list', () => {
  it('sorts by score, difference and length; what is not known comes last', () => {
    const { query, runs } = sample();
    const order = (by: 'score' | 'difference' | 'length' | 'divergence', runs: string[], descending = true) =>
      query({ sort: { by, runs, descending } }).rows.map(({ index }) => index);
    expect(order('score', [runs[0]])[0]).toBe(0);
    expect(order('difference', [runs[1], runs[0]])[0]).toBe(3);
    expect(order('length', [])).toEqual([3, 2, 0, 1]);
    expect(order('divergence', [runs[0]], false)).toEqual([3, 2, 1, 0]);
    expect(
      query({ sort: { by: 'divergence', runs: [runs[0]], descending: true } }).rows.at(-1)!.value,
    ).toBeNull();
  });

  it('is read part by part, and tells the place of an example', () => {
    const { query } = sample();
    const sort = { by: 'length', runs: [], descending: true } as const;
    expect(query({ sort, offset: 1, limit: 2, locate: 1 })).toMatchObject({
      total: 4,
      located: 3,
      rows: [{ index: 2, value: 12 }, { index: 0 }],
    });
    expect(query({ filter: { lengths: ['50+'] }, locate: 1 }).located).toBeNull();
  });

  it('shows favourites, evaluations and analyses that came later', () => {
    const { history, study, query, indices, record, runs } = sample();
    expect(indices({ favourite: true })).toEqual([]);
    history.marks.setFavourite([study.id], 'test', 2, true);
    expect(indices({ favourite: true })).toEqual([2]);
    expect(query().facets.favourites).toBe(1);
    record(0, GOOD);
    expect(query().facets.outcomes[runs[0]].correct).toBe(4);
    history.analyses.record(
      'memorisation',
      { run: runs[0], split: 'test', decoder: 'greedy' },
      {
        examples: [],
        threshold: 0.9,
        nearDuplicates: [1],
        verbatim: [3],
        metrics: {
          examples: 4,
          all: { bleu: 1, tokenAccuracy: 1, exactMatch: 1 },
          unseenExamples: 3,
          unseen: null,
        },
        trainingExamples: [],
      },
    );
    expect(indices({ memorised: true })).toEqual([1, 3]);
    expect(query().facets).toMatchObject({ memorised: { yes: 2, no: 2 }, analysed: [runs[0]] });
  });

  it('names runs that have no such evaluation', () => {
    const { asked, key, query, runs } = sample();
    expect(query({ runs: [...key.runs, 'gone'] }).missing).toEqual(['gone']);
    expect(query({ decoder: 'beam' })).toMatchObject({ total: 0, of: 0, rows: [], missing: runs });
    expect(asked.show({ ...key, decoder: 'beam', index: 0 })).toBeNull();
  });
});

it('shows an example with all that is known of its answers', () => {
  const { asked, key, runs } = sample();
  expect(asked.show({ ...key, index: 1 })).toMatchObject({
    index: 1,
    source: EXAMPLES[1].source,
    reference: EXAMPLES[1].reference,
    favourite: false,
    answers: [
      {
        run: runs[0],
        hypothesis: POOR[1],
        category: 'other',
        exactMatch: false,
        divergence: 7,
        divergenceClass: 'identifier',
        recovers: true,
        cause: 'model',
        memory: null,
        encodedOtherwise: null,
      },
      { run: runs[1], exactMatch: true, category: null, divergence: null, cause: null },
    ],
  });
  expect(asked.show({ ...key, index: 9 })).toBeNull();
});
