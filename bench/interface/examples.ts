/**
 * How fast examples are filtered: 30,000 examples that three runs answered, asked as the window asks. Prints the median time of
 * each question in milliseconds. The times of the thread alone are `exampleAnswers`'; those of the window add the bridge.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exampleAnswers } from '../../src-main/examples/questions';
import { openHistory } from '../../src-main/history';
import type { RequestInput } from '../../src-shared/contract/channels';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import { PRESETS } from '../../src-shared/domain/configuration';
import { SPLIT_ORDER } from '../../src-shared/domain/example-sort';
import type { EvaluationSummary, PredictionRecord } from '../../src-shared/domain/run';
import { median } from '../report/statistics';

const ROUNDS = 7;

export interface ExampleTimes {
  readonly examples: number;
  readonly runs: number;
  /** Reading all predictions from the database, once. */
  readonly first: number;
  /** Milliseconds by question. */
  readonly medians: Readonly<Record<string, number>>;
}

/** Times questions about as many examples, with tokens drawn from a small Python-like vocabulary. */
export function timeExamples(examples = 30_000): ExampleTimes {
  const home = mkdtempSync(path.join(tmpdir(), 'unroll-bench-examples-'));
  try {
    const { database, runs } = fill(home, examples);
    const answers = exampleAnswers(database);
    const ask = (filter: Filter, sort: Sort = SPLIT_ORDER) =>
      answers.query({
        runs,
        split: 'test',
        decoder: 'greedy',
        filter,
        sort,
        offset: 0,
        limit: 100,
        locate: null,
      });
    const first = timed(() => ask({}));
    const medians = Object.entries(questionsOf(runs)).map(([name, { filter, sort }]) => {
      const times = Array.from({ length: ROUNDS }, () => {
        ask({ favourite: true });
        return timed(() => ask(filter, sort));
      });
      return [name, median(times)] as const;
    });
    return { examples, runs: runs.length, first, medians: Object.fromEntries(medians) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

type Filter = RequestInput<'examples.query'>['filter'];
type Sort = RequestInput<'examples.query'>['sort'];

function questionsOf([first, second]: readonly string[]): Record<string, { filter: Filter; sort?: Sort }> {
  return {
    'all examples': { filter: {} },
    'a category': { filter: { outcomes: [{ run: first, outcomes: ['wrong-operators'] }] } },
    'a text': { filter: { text: 'return self . name' } },
    'a text that is nowhere': { filter: { text: 'zebra' } },
    'a token': { filter: { token: 'yield' } },
    'a regular expression': { filter: { text: 'for \\S+ in .* return', regularExpression: true } },
    'a regular expression that is nowhere': { filter: { text: 'zeb+ra \\d+', regularExpression: true } },
    'agreement and length': { filter: { agreement: 'different', lengths: ['[20,30)', '50+'] } },
    'sorted by score difference': {
      filter: { score: { run: first, low: 10, high: 60 } },
      sort: { by: 'difference', runs: [first, second], descending: true },
    },
  };
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function fill(home: string, examples: number) {
  const history = openHistory(home);
  const study = history.studies.create({
    name: 'Many examples',
    source: { location: 'synthetic:40000' },
    configuration: PRESETS.recommended,
    architectures: ARCHITECTURES,
  });
  study.runs.forEach((run, place) =>
    history.predictions.record(
      study.id,
      {
        run: run.id,
        architecture: run.architecture,
        split: 'test',
        decoder: 'greedy',
        bleu: 1,
        tokenAccuracy: 1,
        exactMatch: 1,
      } as EvaluationSummary,
      Array.from({ length: examples }, (_, index) => predictionOf(index, place)),
    ),
  );
  history.close();
  return { database: history.home.database, runs: study.runs.map(({ id }) => id) };
}

const WORDS =
  'def return self . name ( ) : for x in items if not none = + [ 0 ] yield while import value key'.split(' ');
const CATEGORIES = ['other', 'wrong-operators', 'incomplete-code'] as const;

function predictionOf(index: number, place: number): PredictionRecord {
  const words = (seed: number, count: number) =>
    Array.from(
      { length: count },
      (_, at) => WORDS[(seed * 31 + at * (7 + (seed % 5)) + ((at * seed) >> 3)) % WORDS.length],
    ).join(' ');
  const isRight = (index + place) % 4 === 0;
  return {
    index,
    source: words(index + 1, 30),
    reference: words(index + 2, 70),
    docstringTokens: index % 70,
    hypothesis: isRight ? words(index + 2, 70) : words(index * 3 + place, 70),
    logProbability: -index / 100,
    tokenAccuracy: index % 100,
    exactMatch: isRight,
    bleu: isRight ? 100 : (index * 7 + place * 13) % 100,
    repetition: 0,
    referenceLogProbability: -index / 90,
    category: isRight ? null : CATEGORIES[index % CATEGORIES.length],
    divergence: isRight ? null : index % 40,
    divergenceClass: isRight ? null : 'identifier',
    recovers: isRight ? null : index % 5 === 0,
    cause: isRight ? null : 'model',
  };
}
