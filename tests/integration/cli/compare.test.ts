import { expect, it } from 'vitest';
import type { comparisonDocument } from '../../../src-main/cli/reports/comparison';
import { openHistory, type NewStudy } from '../../../src-main/history';
import { OUTCOMES, type Comparison, type Outcome } from '../../../src-shared/domain/analysis';
import type { Decoder, Run } from '../../../src-shared/domain/run';
import {
  evaluation,
  newStudy,
  prediction,
  split as splitSample,
  temporaryFolder,
} from '../../unit/history/samples';
import { runCommand } from './run-command';

const REFERENCES = [
  'def f ( x ) : return x + 1',
  'def g ( ) : pass',
  'def h ( y ) : return y * 2',
  'return none',
  'x = 3',
];
const LSTM = ['def f ( x ) : return x - 1', 'def g ( ) : pass', '', 'return none', 'y = 3'];
const ATTENTION = [
  'def f ( x ) : return x + 1',
  'def g : pass pass',
  'def h ( y ) : return y * 3',
  'return none',
  'y = 3',
];

interface Given {
  /** Hypotheses by architecture and decoder; what is missing was not evaluated. */
  readonly answers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly study?: Partial<NewStudy>;
  readonly sources?: readonly string[];
  readonly references?: readonly string[];
  /** Of the rows of the test split. */
  readonly hashes?: readonly string[];
  readonly checkpoints?: boolean;
}

const hash = (digit: string) => digit.repeat(64);
const HASHES = ['a', 'b', 'c', 'd', 'e'].map(hash);

/** Records a study whose runs gave these answers, as another process would have left it. */
function record(home: string, given: Given) {
  const history = openHistory(home);
  const study = history.studies.create({ ...newStudy, ...given.study });
  const split = splitSample(1);
  history.studies.setSplit(study.id, {
    ...split,
    exampleHashes: { ...split.exampleHashes, test: given.hashes ?? HASHES },
  });
  for (const run of study.runs) {
    for (const decoder of ['greedy', 'beam'] as const) {
      const hypotheses = given.answers[`${run.architecture} ${decoder}`];
      if (hypotheses) history.predictions.record(study.id, ...recordOf(run, decoder, hypotheses, given));
    }
    if (given.checkpoints)
      history.runs.addArtefact(run.id, { kind: 'best-checkpoint', path: 'p', bytes: 1, sha256: hash('0') });
    history.runs.end(run.id, 'finished', null);
  }
  history.close();
  return study;
}

function recordOf(run: Run, decoder: Decoder, hypotheses: readonly string[], given: Given) {
  const predictions = hypotheses.map((hypothesis, index) => ({
    ...prediction(index, hypothesis),
    source: given.sources?.[index] ?? `docstring ${index}`,
    reference: (given.references ?? REFERENCES)[index],
    docstringTokens: [4, 12, 12, 60, 25][index],
  }));
  return [evaluation(run, { decoder, examples: hypotheses.length }), predictions] as const;
}

const both = { 'lstm greedy': LSTM, 'lstm-attention greedy': ATTENTION };
const compare = (home: string, ...argv: string[]) => runCommand(['compare', ...argv, '--home', home]);

it('compares two runs by their stored evaluations, with everything in one document', async () => {
  const home = temporaryFolder();
  const study = record(home, { answers: both });
  const { stdout, stderr } = await compare(home, study.runs[1].id, 'First study/lstm-attention', '--json');
  expect(stderr).toBe('');
  const comparison = JSON.parse(stdout) as ReturnType<typeof comparisonDocument>;
  expect(comparison.examples).toBe(5);
  expect(comparison.intervals).toMatchObject({ seed: 42, resamples: 1000 });
  expect(comparison.runs.map(({ run, id }) => [run, id])).toEqual([
    ['First study/lstm', study.runs[1].id],
    ['First study/lstm-attention', study.runs[2].id],
  ]);
  expect(comparison.runs[0].metrics.exactMatch.value).toBe(40);
  expect(comparison.runs[0].evaluation.perplexity).toBe(12.5);
  const [pair] = comparison.pairs;
  // Position by position: 9 + 6 + 0 + 2 + 2 and 10 + 2 + 9 + 2 + 2 of 31.
  expect(pair.differences.tokenAccuracy.value).toBeCloseTo((100 * (25 - 19)) / 31, 9);
  expect(pair.significance).toMatchObject({
    method: 'paired approximate randomisation, two-sided',
    seed: 42,
    shuffles: 10_000,
  });
  expect(pair.lengthBins!.map(({ examples }) => examples)).toEqual([1, 2, 1, 0, 0, 1]);
  expect(pair.wins.exactMatch).toEqual({ firstWins: [1], secondWins: [0], ties: [2, 3, 4] });
  const cells = (from: Outcome, to: Outcome) => pair.transitions[from][to];
  expect(cells('wrong-operators', 'correct')).toEqual([0]);
  expect(cells('correct', 'missing-parentheses')).toEqual([1]);
  expect(cells('empty-output', 'other')).toEqual([2]);
  expect(OUTCOMES.flatMap((from) => OUTCOMES.flatMap((to) => cells(from, to)))).toHaveLength(5);
});

it('prints tables for people, with the examples that changed', async () => {
  const home = temporaryFolder();
  record(home, { answers: both });
  const { stdout, code } = await compare(
    home,
    'First study/lstm',
    'First study/lstm-attention',
    '--seed',
    '7',
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^test split, greedy, 5 examples\n/);
  expect(stdout).toMatch(/\nFirst study\/lstm +\S+ \[\S+, \S+\] /);
  expect(stdout).toContain('1,000 resamples, seed 7.');
  expect(stdout).toMatch(/\nToken accuracy +\+19\.35 \[\S+, \S+\] +0\.\d{4} +0\.\d{4} +2 +1 +2\n/);
  expect(stdout).toContain('paired approximate randomisation, two-sided; 10,000 shuffles, seed 7');
  expect(stdout).toMatch(/\n50\+ +1 +0\.00 \[0\.00, 0\.00\]\n/);
  expect(stdout).toMatch(/\nwrong-operators → correct +1 +0\n/);
  expect(stdout).toMatch(/\ncorrect → missing-parentheses +1 +1\n/);
});

it('compares all runs of a study, given by its name, in pairs', async () => {
  const home = temporaryFolder();
  record(home, { answers: { ...both, 'vanilla-rnn greedy': LSTM } });
  const { pairs, runs } = JSON.parse((await compare(home, 'First study', '--json')).stdout) as Comparison;
  expect(runs).toHaveLength(3);
  expect(pairs).toHaveLength(3);
  expect(pairs[0].significance.p.bleu).toBe(1);
});

it('compares the two decoders of one run', async () => {
  const home = temporaryFolder();
  record(home, { answers: { 'lstm greedy': LSTM, 'lstm beam': ATTENTION } });
  const { stdout } = await compare(home, 'First study/lstm', '--decoder', 'both', '--json');
  const { runs, pairs } = JSON.parse(stdout) as Comparison;
  expect(runs.map(({ run }) => run)).toEqual(['First study/lstm, greedy', 'First study/lstm, beam']);
  expect(pairs).toHaveLength(1);
  // A difference that was tested alone needs no correction.
  expect(pairs[0].adjusted).toEqual(pairs[0].significance.p);
});

it('with both decoders pairs what differs in one thing, and corrects within runs and within decoders', async () => {
  const home = temporaryFolder();
  record(home, { answers: { ...both, 'lstm beam': ATTENTION, 'lstm-attention beam': LSTM } });
  const runs = ['First study/lstm', 'First study/lstm-attention'];
  const { stdout } = await compare(home, ...runs, '--decoder', 'both', '--json');
  const { pairs } = JSON.parse(stdout) as Comparison;
  expect(pairs.map(({ first, second, tested }) => [first, second, tested])).toEqual([
    ['First study/lstm, greedy', 'First study/lstm-attention, greedy', 1],
    ['First study/lstm, beam', 'First study/lstm-attention, beam', 1],
    ['First study/lstm, greedy', 'First study/lstm, beam', 2],
    ['First study/lstm-attention, greedy', 'First study/lstm-attention, beam', 2],
  ]);
  const [, , { significance, adjusted }] = pairs;
  expect(adjusted.tokenAccuracy).toBeCloseTo(Math.min(1, 2 * significance.p.tokenAccuracy), 12);
});

it.each([
  ['csv', /^run,bleu,bleuLow,bleuHigh,.*\nFirst study\/lstm,\d/],
  ['markdown', /^\| Run \| BLEU \| Token accuracy \| Exact match \|\n\| --- \| ---: /],
  ['latex', /^% 5 examples; .*\n\\begin\{tabular\}\{lrrr\}\n/],
])('prints the metrics alone as %s', async (format, expected) => {
  const home = temporaryFolder();
  record(home, { answers: both });
  const { stdout, code } = await compare(
    home,
    ...['First study/lstm', 'First study/lstm-attention', '--format', format],
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(expected);
});

it('tells runs of one name apart by their ids', async () => {
  const home = temporaryFolder();
  const studies = [1, 2].map(() => record(home, { answers: both, study: { architectures: ['lstm'] } }));
  const ids = studies.map(({ runs }) => runs[0].id);
  const { stdout } = await compare(home, ...ids, '--json');
  expect((JSON.parse(stdout) as Comparison).runs.map(({ run }) => run)).toEqual(
    ids.map((id) => `First study/lstm (${id})`),
  );
});

it('refuses runs on different test rows and says which examples differ', async () => {
  const home = temporaryFolder();
  record(home, { answers: both });
  record(home, {
    answers: both,
    study: { name: 'Other rows' },
    sources: ['docstring 0', 'docstring 1', 'another docstring', 'docstring 3', 'docstring 4'],
    hashes: HASHES.with(2, hash('f')).with(4, hash('9')),
  });
  const refused = await compare(home, 'First study/lstm', 'Other rows/lstm', '--json');
  expect(refused.code).toBe(1);
  expect(refused.stdout).toBe('');
  expect(refused.stderr).toMatch(
    /^error: First study\/lstm and Other rows\/lstm were not evaluated on the same examples.* 2 of 5 differ: the source of example 2 is .*another docstring.*; example 4 is another row of data/,
  );
});

it('refuses the same rows encoded by another vocabulary, and says that it is that', async () => {
  const home = temporaryFolder();
  record(home, { answers: both });
  const references = REFERENCES.with(3, 'return <UNK>');
  record(home, { answers: both, study: { name: 'Small vocabulary' }, references });
  const { stderr } = await compare(home, 'First study/lstm', 'Small vocabulary/lstm');
  expect(stderr).toMatch(
    /1 of 5 differ: the reference of example 3 .*The rows of data are the same, but other/,
  );
});

it('says what to run where an evaluation is missing', async () => {
  const home = temporaryFolder();
  const study = record(home, { answers: both, checkpoints: true });
  const [rnn, lstm] = study.runs;
  const { code, stderr } = await compare(home, rnn.id, lstm.id, '--decoder', 'both');
  expect(code).toBe(1);
  expect(stderr).toBe(
    'error: First study/vanilla-rnn has no greedy evaluation of its test split, ' +
      'First study/vanilla-rnn has no beam evaluation of its test split, ' +
      'First study/lstm has no beam evaluation of its test split; run: ' +
      `unroll evaluate ${rnn.id} --split test --decoder greedy && unroll evaluate ${rnn.id} --split test --decoder beam && ` +
      `unroll evaluate ${lstm.id} --split test --decoder beam\n`,
  );
});

it('says that a run must be trained first where it has no checkpoint', async () => {
  const home = temporaryFolder();
  const study = record(home, { answers: both });
  const { stderr } = await compare(home, study.runs[0].id, study.runs[1].id);
  expect(stderr).toContain(`run: unroll resume ${study.runs[0].id}\n`);
});

it.each([
  ['one run', ['First study/lstm'], /needs two different runs/],
  ['the same run twice', ['First study/lstm', 'First study/lstm'], /needs two different runs/],
  ['a seed that is no number', ['a', 'b', '--seed', 'x'], /whole number/],
  ['an unknown format', ['a', 'b', '--format', 'pdf'], /csv, markdown, latex/],
  ['two forms at once', ['a', 'b', '--format', 'csv', '--json'], /cannot be used with/],
])('answers %s with one line and exit code 2', async (_, argv, message) => {
  const home = temporaryFolder();
  record(home, { answers: both });
  const { code, stdout, stderr } = await compare(home, ...argv);
  expect(stderr).toMatch(/^error: .*\n$/);
  expect(stderr).toMatch(message);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});
