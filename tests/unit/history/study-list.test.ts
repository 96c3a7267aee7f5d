import { expect, it } from 'vitest';
import { HEAD_METRICS, studiesOf } from '../../../src-shared/domain/study-list';
import { environment, epoch, evaluation, newStudy, split, step, temporaryHistory } from './samples';

it('lists a study as it is shown alone, of its evaluations the figures only', () => {
  const history = temporaryHistory();
  const { id, runs } = history.studies.create({ ...newStudy, architectures: ['lstm', 'vanilla-rnn'] });
  history.studies.setSplit(id, split(3));
  history.studies.addNotice(id, 'Mind the gap');
  history.startRun(runs[0].id, { parameters: 1234, stepsPerEpoch: 5, environment }, { step: 0, epoch: 0 });
  history.curves.addStep(runs[0].id, step(15, 3));
  history.curves.addEpoch(runs[0].id, epoch(1, 5, true));
  for (const decoder of ['beam', 'greedy'] as const)
    history.predictions.record(id, evaluation(runs[0], { decoder, perplexity: null }), []);
  history.studies.create(newStudy);

  const listed = studiesOf(history.listStudies());
  const whole = history.studies.list();
  const headOf = ({
    split,
    decoder,
    ...rest
  }: (typeof whole)[number]['runs'][number]['evaluations'][number]) => ({
    split,
    decoder,
    ...Object.fromEntries(HEAD_METRICS.map((metric) => [metric, rest[metric]])),
  });
  expect(listed).toEqual(
    whole.map((study) => ({
      ...study,
      runs: study.runs.map((run) => ({ ...run, evaluations: run.evaluations.map(headOf) })),
    })),
  );
  expect(listed[1].runs[0]).toMatchObject({ step: 15, environment, evaluations: [{}, {}] });
  expect(listed[1].runs[0].evaluations[0]).not.toHaveProperty('errors');
});
