import { RunFolder } from '../../src-main/engine/checkpoint/run-folder';
import { StudyFolder } from '../../src-main/engine/checkpoint/study-folder';
import { createModel } from '../../src-main/engine/model/create-model';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import { EOS } from '../../src-main/engine/text/special-tokens';
import { INITIAL_STATE } from '../../src-main/engine/training/training-state';
import { openHistory, Recorder, trainJob } from '../../src-main/history';
import { ARCHITECTURES, type Architecture } from '../../src-shared/domain/architecture';
import { ENVIRONMENT, epochRecord } from '../interface/recorded-home';
import type { StepSizes } from '../workload/sizes';
import { syntheticWorkload } from '../workload/workload';

/** The runs of a home that answer. */
export type AnsweringRuns = Readonly<Record<Architecture, string>>;

/** Never ends a sentence by itself: every answer is as long as there can be. */
const NEVER = -1e4;

/** Records a study whose models of these sizes, with the weights they begin with, can be asked. */
export async function answeringHome(home: string, sizes: StepSizes): Promise<AnsweringRuns> {
  const { configuration, data } = syntheticWorkload(sizes);
  const history = openHistory(home);
  try {
    const study = history.studies.create({
      name: `Models of ${sizes.hidden} units`,
      source: { location: 'synthetic:1000' },
      configuration,
      architectures: ARCHITECTURES,
    });
    await StudyFolder.of(home, study.id).saveVocabularies(data);
    const recorder = new Recorder(history, trainJob(history, study));
    const ops = await selectBackend();
    for (const { id: run, architecture } of study.runs) {
      const model = createModel(ops, architecture, configuration, data);
      ops.assign(model.parameters.variable('output.bias'), endless(sizes.vocabulary));
      const folder = new RunFolder(home, run);
      const files = [
        await folder.saveDescription({ study: study.id, architecture, configuration }),
        await folder.save('best', model, { ...INITIAL_STATE, epoch: 1, bestEpoch: 1 }),
      ];
      model.parameters.dispose();
      const done = { step: 0, epoch: 0 };
      const parameters = 1;
      recorder.record({
        type: 'run-started',
        run,
        parameters,
        stepsPerEpoch: 1,
        environment: ENVIRONMENT,
        done,
      });
      recorder.record({ type: 'epoch', run, record: epochRecord(1) });
      for (const record of files) recorder.record({ type: 'artefact', run, record });
      recorder.record({ type: 'run-ended', run, state: 'finished', reason: null });
    }
    recorder.record({ type: 'job-done' });
    return Object.fromEntries(study.runs.map(({ id, architecture }) => [architecture, id])) as AnsweringRuns;
  } finally {
    history.close();
  }
}

function endless(vocabulary: number): Float32Array {
  const bias = new Float32Array(vocabulary);
  bias[EOS] = NEVER;
  return bias;
}

/** A docstring that fills the source, of words that the vocabulary has. */
export function longestText({ source, vocabulary }: StepSizes): string {
  return Array.from({ length: source - 2 }, (_, place) => `token${(37 * place) % (vocabulary - 4)}`).join(
    ' ',
  );
}
