import { expect, it } from 'vitest';
import {
  attentionJob,
  type EvaluationKey,
  type History,
  memorisationJob,
  Recorder,
} from '../../../src-main/history';
import type { AttentionReport } from '../../../src-shared/domain/attention-analysis';
import { UserError } from '../../../src-shared/domain/errors';
import type { MemorisationReport } from '../../../src-shared/domain/memorisation';
import type { Run } from '../../../src-shared/domain/run';
import { evaluation, newStudy, prediction, temporaryHistory } from './samples';

const estimate = { value: 0.5, low: 0.25, high: 0.75 };
const attention: AttentionReport = {
  examples: [
    {
      index: 1,
      correlation: 0.5,
      stepwise: null,
      entropy: 1,
      evenness: 0.5,
      coverage: 0.75,
      isUniform: false,
    },
  ],
  correlation: estimate,
  stepwise: null,
  entropy: 1,
  evenness: 0.5,
  coverage: 0.75,
  uniformExamples: [],
  isUniform: false,
  seed: 7,
  available: 2,
  epoch: 1,
};
const metrics = { bleu: 12.5, tokenAccuracy: 40, exactMatch: 50 };
const memorisation: MemorisationReport = {
  examples: [
    { index: 0, bySource: null, byTarget: { index: 3, similarity: 1 }, byHypothesis: null, verbatim: null },
  ],
  threshold: 0.8,
  nearDuplicates: [0],
  verbatim: [],
  metrics: { examples: 1, all: metrics, unseenExamples: 0, unseen: null },
  trainingExamples: [{ index: 3, source: 'a', target: 'b' }],
};

function evaluated(): { history: History; run: Run; key: EvaluationKey; evaluate: () => void } {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  const run = study.runs[2];
  const evaluate = () =>
    history.predictions.record(study.id, evaluation(run), [prediction(0, 'def a'), prediction(1, 'def b')]);
  evaluate();
  history.runs.addArtefact(run.id, {
    kind: 'best-checkpoint',
    path: 'p',
    bytes: 1,
    sha256: '0'.repeat(64),
  });
  return {
    history,
    run: history.runs.find(run.id)!,
    key: { run: run.id, split: 'test', decoder: 'greedy' },
    evaluate,
  };
}

it('keeps the last report of each kind, as the engine sent it', () => {
  const { history, run, key } = evaluated();
  expect(history.analyses.find('attention', key)).toBeNull();
  const recorder = new Recorder(history, attentionJob(history, run, key, { examples: 1, seed: 7 }));
  recorder.record({ type: 'attention', ...key, report: { ...attention, epoch: 9 } });
  recorder.record({ type: 'attention', ...key, report: attention });
  recorder.record({ type: 'memorisation', ...key, report: memorisation });
  expect(history.analyses.find('attention', key)).toEqual(attention);
  expect(history.analyses.find('memorisation', key)).toEqual(memorisation);
  expect(history.analyses.find('attention', { ...key, decoder: 'beam' })).toBeNull();
});

it('forgets what was found out about an evaluation when another takes its place', () => {
  const { history, key, evaluate } = evaluated();
  history.analyses.record('memorisation', key, memorisation);
  evaluate();
  expect(history.analyses.find('memorisation', key)).toBeNull();
});

it('keeps nothing of an evaluation that is gone', () => {
  const { history, run, key } = evaluated();
  history.runs.end(run.id, 'finished', null);
  history.deleteRun(run);
  history.analyses.record('memorisation', key, memorisation);
  expect(history.analyses.find('memorisation', key)).toBeNull();
});

it('the jobs are those of an evaluation, and say what is missing', () => {
  const { history, run, key } = evaluated();
  expect(attentionJob(history, run, key, { examples: 5, seed: 3 })).toMatchObject({
    kind: 'attention',
    ...key,
    study: run.study,
    examples: 5,
    seed: 3,
  });
  expect(memorisationJob(history, { ...key, run }).predictions).toEqual([
    { index: 0, reference: prediction(0, '').reference, hypothesis: 'def a' },
    { index: 1, reference: prediction(1, '').reference, hypothesis: 'def b' },
  ]);
  const beam = { ...key, decoder: 'beam' } as const;
  expect(() => memorisationJob(history, { ...beam, run })).toThrow(
    `run: unroll evaluate ${run.id} --split test --decoder beam`,
  );
  expect(() => memorisationJob(history, { ...key, split: 'train', run })).toThrow(UserError);
  const [rnn] = history.studies.list()[0].runs;
  expect(() => attentionJob(history, rnn, key, { examples: 5, seed: 3 })).toThrow(
    `Run ${rnn.id} (vanilla-rnn) has no attention to be looked at; only lstm-attention runs have`,
  );
});
