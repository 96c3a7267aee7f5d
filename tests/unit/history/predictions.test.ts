import { expect, it } from 'vitest';
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
  return { history, study, rnn, lstm, record };
}

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

it('replaces an earlier evaluation of the same split and decoder', () => {
  const { history, record, rnn } = recorded();
  record(rnn, ['new']);
  expect(history.predictions.ofRun(rnn.id, 'test', 'greedy')).toEqual([prediction(0, 'new')]);
  expect(history.runs.find(rnn.id)?.evaluations).toHaveLength(1);
});
