import { expect, it } from 'vitest';
import { openHistory, Recorder, trainJob } from '../../../../src-main/history';
import { ARCHITECTURES } from '../../../../src-shared/domain/architecture';
import { estimateRun } from '../../../../src-shared/domain/estimate/estimate';
import type { DataSizes } from '../../../../src-shared/domain/estimate/work';
import { inspectData } from '../../../../src-main/engine/data/inspect';
import { quietContext } from '../../../helpers/data';
import { eventsOf, only, tinyConfiguration } from '../../../helpers/engine-jobs';
import { temporaryHome } from '../../../helpers/temporary-home';

/** Other programs may slow down one of two measurements. */
const FACTOR = 12;

const configuration = tinyConfiguration({ EPOCHS: 2 });
const source = { location: 'synthetic:80' };

async function dataSizes(): Promise<DataSizes> {
  const report = await inspectData(source, configuration, quietContext());
  return {
    ...report.split.sizes,
    sourceVocabulary: report.source.vocabularySize,
    targetVocabulary: report.target.vocabularySize,
    sourceLength: Math.min(configuration.MAX_DOCSTRING_LEN, report.source.length.mean + 2),
    targetLength: Math.min(configuration.MAX_CODE_LEN, report.target.length.mean + 2),
  };
}

it('estimates of runs have exactly their parameters, and about their time, by a trial as by recorded runs', async () => {
  const { home, remove } = temporaryHome();
  const history = openHistory(home);
  const study = history.studies.create({ name: 'Tiny', source, configuration, architectures: ARCHITECTURES });
  const job = trainJob(history, study);
  const recorder = new Recorder(history, job);
  await eventsOf(job, (event) => recorder.record(event));
  const data = await dataSizes();
  const [{ result }] = only(
    await eventsOf({ kind: 'trial', configuration, data, architectures: ARCHITECTURES }),
    'trial',
  );
  expect(result.memory).toBeGreaterThan(50e6);

  const observations = history.observations();
  expect(observations.map(({ label }) => label)).toEqual(['Tiny', 'Tiny', 'Tiny']);
  for (const run of history.runs.ofStudies([study.id])) {
    const own = observations.find(({ architecture }) => architecture === run.architecture)!;
    const others = observations.filter((observation) => observation !== own);
    const byTrial = estimateRun(run.architecture, configuration, data, result.observations, 1);
    const byOthers = estimateRun(run.architecture, configuration, data, others, 1);
    expect(byTrial.parameters).toBe(run.parameters);
    const took = own.seconds.epoch + own.seconds.validation;
    for (const { epochSeconds } of [byTrial, byOthers]) {
      expect(epochSeconds!.value).toBeGreaterThan(took / FACTOR);
      expect(epochSeconds!.value).toBeLessThan(took * FACTOR);
    }
  }
  history.close();
  remove();
});
