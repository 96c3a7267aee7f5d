import { expect, it } from 'vitest';
import type { RequestInput } from '../../../src-shared/contract/channels';
import { evaluation, newStudy, prediction, temporaryHistory } from './samples';

function recorded() {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  const [rnn, lstm] = study.runs;
  const record = (run: typeof rnn, hypotheses: string[]) =>
    history.predictions.record(
      study.id,
      evaluation(run),
      hypotheses.map((hypothesis, index) => prediction(index, hypothesis)),
    );
  record(rnn, ['def a', 'def b', 'def 100%']);
  record(lstm, ['return x', 'return y_1', 'return z']);
  const list = (changes: Partial<RequestInput<'predictions.list'>> = {}) =>
    history.predictions.list({
      study: study.id,
      split: 'test',
      decoder: 'greedy',
      search: '',
      offset: 0,
      limit: 50,
      ...changes,
    });
  return { history, study, rnn, lstm, record, list };
}

it('puts the hypotheses of all runs beside their example', () => {
  const { list, rnn, lstm } = recorded();
  const page = list();
  expect(page.total).toBe(3);
  const { source, reference, index, docstringTokens, ...first } = prediction(0, 'def a');
  expect(page.rows[0]).toEqual({
    index,
    source,
    reference,
    docstringTokens,
    hypotheses: [
      { ...first, run: rnn.id, architecture: 'vanilla-rnn' },
      { ...first, hypothesis: 'return x', run: lstm.id, architecture: 'lstm' },
    ],
  });
});

it('finds a single example by its position within its split', () => {
  const { history, study } = recorded();
  const { source, reference, docstringTokens } = prediction(2, '');
  expect(history.predictions.example(study.id, 'test', 2)).toEqual({
    index: 2,
    source,
    reference,
    docstringTokens,
  });
  expect(history.predictions.example(study.id, 'test', 3)).toBeNull();
  expect(history.predictions.example(study.id, 'validation', 2)).toBeNull();
});

it('keeps all that is known of an answer, of matches and of failures', () => {
  const { history, lstm } = recorded();
  const hypotheses = ['return x', 'return y_1', 'return z'];
  expect(history.predictions.ofRun(lstm.id, 'test', 'greedy')).toEqual(
    hypotheses.map((hypothesis, index) => prediction(index, hypothesis)),
  );
});

it('keeps what no number can be given for as not known', () => {
  const { history, study, rnn } = recorded();
  const diverged = { ...prediction(1, ''), logProbability: Number.NaN, referenceLogProbability: Number.NaN };
  history.predictions.record(study.id, evaluation(rnn, { perplexity: null }), [diverged]);
  const [read] = history.predictions.ofRun(rnn.id, 'test', 'greedy');
  expect(read).toEqual({ ...diverged, referenceLogProbability: null });
  expect(history.runs.find(rnn.id)!.evaluations[0]).toMatchObject({ perplexity: null, examples: 2 });
});

it('gives one page and the number of all rows', () => {
  const { list } = recorded();
  expect(list({ offset: 1, limit: 1 })).toMatchObject({ total: 3, rows: [{ index: 1 }] });
  expect(list({ offset: 9, limit: 5 })).toEqual({ total: 3, rows: [] });
});

it.each([
  ['RETURN Z', [2]],
  ['item 1 of', [1]],
  ['item_0 (', [0]],
  ['  item   1 ', [1]],
  ['100%', [2]],
  ['%', [2]],
  ['y_1', [1]],
  ['y11', []],
  ['\\', []],
])('finds %j in source, reference or a hypothesis, letter by letter', (search, indices) => {
  const page = recorded().list({ search });
  expect(page.rows.map((row) => row.index)).toEqual(indices);
  expect(page.total).toBe(indices.length);
});

it('has no rows for a decoder that was not evaluated', () => {
  expect(recorded().list({ decoder: 'beam' })).toEqual({ total: 0, rows: [] });
});

it('replaces an earlier evaluation of the same split and decoder', () => {
  const { history, record, rnn } = recorded();
  record(rnn, ['new']);
  expect(history.predictions.ofRun(rnn.id, 'test', 'greedy')).toEqual([prediction(0, 'new')]);
  expect(history.runs.find(rnn.id)?.evaluations).toHaveLength(1);
});
