import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addDataJob, importing, importJob, Recorder } from '../../../src-main/history';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { UserError } from '../../../src-shared/domain/errors';
import type { ImportedRun, ImportedStudy } from '../../../src-shared/domain/import';
import { epoch, newStudy, split, temporaryHistory } from './samples';

const origin: ImportedRun['origin'] = {
  weights: { file: 'lstm.pt', bytes: 9, sha256: 'a'.repeat(64) },
  style: 'encoder.lstm',
  assumed: [{ key: 'BRIDGE', value: 'average', why: 'No tensor tells.' }],
  metrics: [{ label: 'LSTM', decoder: null, values: { BLEU: 1 }, file: 'm.csv' }],
  series: { val_acc: [0.5, null] },
  parity: null,
};

const job = (history: ReturnType<typeof temporaryHistory>) =>
  importJob(history, { path: 'models', settings: {}, name: 'Mine' });

function importedStudy({ study, runs }: ReturnType<typeof job>, ids = [runs.lstm]): ImportedStudy {
  const configuration = PRESETS.notebook;
  return {
    study,
    name: 'Mine',
    source: { location: '/models' },
    configuration,
    unknownSettings: { OPTIMISER: 'adam' },
    split: null,
    notices: ['No data'],
    runs: ids.map((run) => ({
      run,
      architecture: 'lstm',
      configuration: { ...configuration, NUM_LAYERS: 1 },
      parameters: 42,
      epochs: [
        { ...epoch(1, 4, true), validationLossTeacherForced: Number.NaN },
        { ...epoch(2, 5, false), trainLoss: Number.NaN, gradients: null },
      ],
      artefacts: [{ kind: 'source-vocabulary', path: `runs/${run}/x`, bytes: 1, sha256: 'b'.repeat(64) }],
      origin,
    })),
  };
}

it('records a study that was trained elsewhere with all that is known of it', () => {
  const history = temporaryHistory();
  const importOf = job(history);
  new Recorder(history, importOf).record({ type: 'imported', imported: importedStudy(importOf) });
  const study = history.studies.find(importOf.study)!;
  expect(study).toMatchObject({
    name: 'Mine',
    location: '/models',
    unknownSettings: { OPTIMISER: 'adam' },
    split: null,
    notices: ['No data'],
  });
  expect(study.runs).toMatchObject([
    {
      id: importOf.runs.lstm,
      state: 'finished',
      parameters: 42,
      epoch: 2,
      bestEpoch: 1,
      // The notebooks' criterion is the free-running loss.
      bestValidationLoss: 5,
      environment: null,
      startedAt: null,
      configuration: { NUM_LAYERS: 1 },
      origin,
    },
  ]);
  expect(history.curves.epochs(importOf.runs.lstm)[0].validationLossTeacherForced).toBeNaN();
});

it('records all of it or nothing, and leaves no file of what was not recorded', async () => {
  const history = temporaryHistory();
  const importOf = job(history);
  const folders = [history.home.study(importOf.study), history.home.run(importOf.runs.lstm)];
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'file'), 'x');
  }
  const twice = importedStudy(importOf, [importOf.runs.lstm, importOf.runs.lstm]);
  const recorder = new Recorder(history, importOf);
  const failing = importing(history, importOf, async () =>
    recorder.record({ type: 'imported', imported: twice }),
  );
  await expect(failing).rejects.toThrow(/UNIQUE/);
  expect(history.studies.list()).toEqual([]);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});

it('keeps the files of what was recorded', async () => {
  const history = temporaryHistory();
  const importOf = job(history);
  mkdirSync(history.home.study(importOf.study), { recursive: true });
  await importing(history, importOf, async () => history.addImported(importedStudy(importOf)));
  expect(existsSync(history.home.study(importOf.study))).toBe(true);
});

it('keeps the files of what was deleted before the import had ended: it may come back', async () => {
  const history = temporaryHistory();
  const importOf = job(history);
  mkdirSync(history.home.study(importOf.study), { recursive: true });
  await importing(history, importOf, async () => {
    history.addImported(importedStudy(importOf));
    history.discard([history.studies.find(importOf.study)!], []);
  });
  expect(existsSync(history.home.study(importOf.study))).toBe(true);
});

it('gives data to a study that was imported without, once', () => {
  const history = temporaryHistory();
  const importOf = job(history);
  history.addImported(importedStudy(importOf));
  const source = { location: 'rows.jsonl', options: { codeField: 'body' } };
  const adding = addDataJob(history, history.studies.find(importOf.study)!, source);
  expect(adding).toMatchObject({ study: importOf.study, runs: [importOf.runs.lstm], source });
  const recorder = new Recorder(history, adding);
  recorder.record({ type: 'split-ready', study: importOf.study, split: split(3) });
  const study = history.studies.find(importOf.study)!;
  expect(study.location).toBe('rows.jsonl');
  expect(history.studies.source(study.id)).toEqual(source);
  expect(() => addDataJob(history, study, source)).toThrow(/has its data already/);
});

it('gives no data to a study that was trained here, or that was imported without tokenizers', () => {
  const history = temporaryHistory();
  const trained = history.studies.create(newStudy);
  expect(() => addDataJob(history, trained, { location: 'x' })).toThrow(UserError);
  expect(() => addDataJob(history, trained, { location: 'x' })).toThrow(/was not imported/);
  const importOf = job(history);
  const bare = importedStudy(importOf);
  history.addImported({ ...bare, runs: bare.runs.map((run) => ({ ...run, artefacts: [] })) });
  const study = history.studies.find(importOf.study)!;
  expect(() => addDataJob(history, study, { location: 'x' })).toThrow(/imported without tokenizers/);
});
