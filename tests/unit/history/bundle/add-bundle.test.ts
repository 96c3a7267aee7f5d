import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { History } from '../../../../src-main/history';
import { BUNDLE_HISTORY } from '../../../../src-shared/domain/bundle';
import type { Run, Study } from '../../../../src-shared/domain/run';
import { newStudy, split, temporaryFolder, temporaryHistory } from '../samples';

/** A study of which every run has ended and has a file. */
function endedStudy(history: History): Study {
  const { id, runs } = history.studies.create(newStudy);
  history.studies.setSplit(id, split(2));
  for (const run of runs) {
    write(history.home.run(run.id), 'best.safetensors', `weights of ${run.id}`);
    history.runs.end(run.id, 'finished', null);
  }
  return history.studies.find(id)!;
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** What the engine leaves of a bundle for the history to take in. */
function unpacked(rows: string, { id: run, study, architecture }: Run) {
  const folder = temporaryFolder();
  write(folder, BUNDLE_HISTORY, rows);
  write(join(folder, 'runs', run), 'best.safetensors', 'bundled weights');
  const bundled = { study, run, name: architecture, architecture };
  return { type: 'bundle-unpacked', bundle: 'run.zip', folder, bundled } as const;
}

const weights = (history: History, run: Run) =>
  readFileSync(join(history.home.run(run.id), 'best.safetensors'), 'utf8');

it('takes in a run that was deleted with its study, whose other runs can still be brought back', () => {
  const history = temporaryHistory();
  const study = endedStudy(history);
  const [run, ...siblings] = study.runs;
  const bundle = unpacked(history.bundledRows(run), run);
  history.discard([study], []);
  history.addBundle(bundle);
  expect(history.studies.find(study.id)!.runs.map(({ id }) => id)).toEqual([run.id]);
  expect(weights(history, run)).toBe('bundled weights');
  expect(existsSync(bundle.folder)).toBe(false);
  const [deletion] = history.trash.list();
  expect(deletion.runs.map(({ id }) => id).sort()).toEqual(siblings.map(({ id }) => id).sort());
  history.trash.restore({ studies: [], runs: siblings.map(({ id }) => id) });
  expect(history.studies.find(study.id)!.runs).toHaveLength(study.runs.length);
  expect(weights(history, siblings[0])).toBe(`weights of ${siblings[0].id}`);
});

it('leaves what was deleted as it is when the rows of the bundle are broken', () => {
  const history = temporaryHistory();
  const study = endedStudy(history);
  const [run] = study.runs;
  const rows = history.bundledRows(run);
  history.discard([study], []);
  expect(() => history.addBundle(unpacked(rows.slice(0, rows.length / 2), run))).toThrow(/run\.zip/);
  history.trash.restore({ studies: [study.id], runs: [] });
  expect(history.studies.find(study.id)).toEqual(study);
  expect(weights(history, run)).toBe(`weights of ${run.id}`);
});

it('refuses a run that is in the history, and changes nothing', () => {
  const history = temporaryHistory();
  const study = endedStudy(history);
  const [run] = study.runs;
  expect(() => history.addBundle(unpacked(history.bundledRows(run), run))).toThrow(/in this home already/);
  expect(history.studies.find(study.id)).toEqual(study);
  expect(weights(history, run)).toBe(`weights of ${run.id}`);
});
