import fastCheck from 'fast-check';
import { expect, it } from 'vitest';
import { decodeWeights, encodeWeights } from '../../../src-main/history/attention-weights';
import { newStudy, probe, temporaryHistory } from './samples';

function recorded() {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  const [rnn, lstm, attention] = study.runs.map(({ id }) => id);
  const outputs = { 1: ['def', 'def'], 2: ['def x', 'def'], 3: ['def x ( )', 'return y'] };
  for (const [epoch, [first, second]] of Object.entries(outputs)) {
    const probes = [probe(0, first, 4), probe(1, second, 7)];
    history.probes.record(study.id, attention, Number(epoch), probes);
  }
  return { history, study, rnn, lstm, attention };
}

it('gives back all examples of an epoch, with their attention', () => {
  const { history, attention } = recorded();
  expect(history.probes.ofEpoch(attention, 2)).toEqual([
    { ...probe(0, 'def x', 4), epoch: 2 },
    { ...probe(1, 'def', 7), epoch: 2 },
  ]);
  expect(history.probes.ofEpoch(attention, 4)).toEqual([]);
});

it('gives back one example in the course of training', () => {
  const { history, attention } = recorded();
  expect(history.probes.ofExample(attention, 1)).toEqual([
    { ...probe(1, 'def', 7), epoch: 1 },
    { ...probe(1, 'def', 7), epoch: 2 },
    { ...probe(1, 'return y', 7), epoch: 3 },
  ]);
  expect(history.probes.ofExample(attention, 2)).toEqual([]);
});

it('keeps apart the runs of a study, and models without attention', () => {
  const { history, study, rnn, lstm } = recorded();
  history.probes.record(study.id, rnn, 1, [probe(0, 'pass')]);
  expect(history.probes.ofEpoch(rnn, 1)).toEqual([{ ...probe(0, 'pass'), epoch: 1 }]);
  expect(history.probes.ofEpoch(lstm, 1)).toEqual([]);
});

it('keeps outputs without a token, and log-probabilities that are no number', () => {
  const { history, study, lstm } = recorded();
  const empty = { ...probe(0, '', 3), logProbability: Number.NaN };
  history.probes.record(study.id, lstm, 1, [empty]);
  expect(history.probes.ofEpoch(lstm, 1)).toEqual([{ ...empty, epoch: 1 }]);
});

it('records an epoch in place of an earlier recording, and forgets what is trained again', () => {
  const { history, study, attention } = recorded();
  history.probes.record(study.id, attention, 3, [probe(0, 'other', 4)]);
  expect(history.probes.answers(attention).map(({ epoch, examples }) => [epoch, examples.length])).toEqual([
    [1, 2],
    [2, 2],
    [3, 1],
  ]);
  history.probes.cutAfter(attention, { step: 10, epoch: 1 });
  expect(history.probes.answers(attention).map(({ epoch }) => epoch)).toEqual([1]);
});

it('goes with its run', () => {
  const { history, study, attention } = recorded();
  for (const { id } of study.runs) history.runs.end(id, 'stopped', null);
  history.deleteRun(history.runs.find(attention)!);
  expect(history.probes.answers(attention)).toEqual([]);
});

it('does not show as predictions of the validation split', () => {
  const { history, study } = recorded();
  for (const { id } of study.runs) expect(history.predictions.ofRun(id, 'validation', 'greedy')).toEqual([]);
});

it('weights in steps of 1/255 are kept exactly, others to the nearest step', () => {
  const weight = fastCheck.double({ min: 0, max: 1, noNaN: true });
  fastCheck.assert(
    fastCheck.property(
      fastCheck
        .integer({ min: 1, max: 9 })
        .chain((columns) =>
          fastCheck.array(fastCheck.array(weight, { minLength: columns, maxLength: columns })),
        ),
      (rows) => {
        const kept = decodeWeights(encodeWeights(rows), rows[0]?.length ?? 0);
        expect(kept).toHaveLength(rows.length);
        rows.flat().forEach((value, place) => {
          expect(Math.abs(kept.flat()[place] - value)).toBeLessThanOrEqual(0.5 / 255 + 1e-12);
        });
        expect(decodeWeights(encodeWeights(kept), rows[0]?.length ?? 0)).toEqual(kept);
      },
    ),
  );
});
