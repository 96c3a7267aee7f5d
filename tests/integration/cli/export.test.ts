import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../src-main/engine/checkpoint/pytorch/checkpoint-file';
import { convertStateDictionary } from '../../../src-main/engine/checkpoint/pytorch/naming/convert';
import { decodeSafetensors } from '../../../src-main/engine/checkpoint/safetensors';
import { runCommand } from './run-command';
import { trainTinyStudy } from './tiny-study';

const home = mkdtempSync(join(tmpdir(), 'unroll-export-'));
afterAll(() => rmSync(home, { recursive: true }));

let run: string;

beforeAll(async () => {
  const study = await trainTinyStudy(home, 'Small');
  run = study.runs.find(({ architecture }) => architecture === 'lstm-attention')!.run;
});

const exportTo = (folder: string, ...options: string[]) =>
  runCommand(['export', run, folder, '--home', home, ...options]);

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );

describe('export', () => {
  it('writes the folder of a notebook, whose weights are read again bit for bit', async () => {
    const folder = join(home, 'new', 'models');
    const { code, stdout, stderr } = await exportTo(folder, '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ run, folder, format: 'notebook' });
    expect(readdirSync(folder).sort()).toEqual([
      'config.json',
      'lstm_attention.pt',
      'model_comparison.csv',
      'model_params.json',
      'models.py',
      'src_tokenizer.json',
      'tgt_tokenizer.json',
      'training_history.json',
      'training_history.pkl',
    ]);
    const path = join(folder, 'lstm_attention.pt');
    const settings = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
    const { tensors } = await readCheckpoint(path);
    const { parameters, assumed, counted } = convertStateDictionary(tensors, { file: path, settings });
    const best = join(home, 'runs', run, 'best.safetensors');
    expect(parameters).toEqual(decodeSafetensors(readFileSync(best), best).tensors);
    expect(assumed).toEqual([]);
    const counts = JSON.parse(readFileSync(join(folder, 'model_params.json'), 'utf8'));
    expect(counts).toEqual({ lstm_attention: counted });
    const history = JSON.parse(readFileSync(join(folder, 'training_history.json'), 'utf8'));
    expect(history.lstm_attention.train_losses).toHaveLength(2);
  });

  it('writes safetensors with the run’s own bytes, and JSON', async () => {
    const folder = join(home, 'safetensors');
    const { code, stderr } = await exportTo(folder, '--format', 'safetensors');
    expect(code, stderr).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([
      'best.safetensors',
      'config.json',
      'metrics.json',
      'run.json',
      'src_tokenizer.json',
      'tgt_tokenizer.json',
      'training_history.json',
    ]);
    const original = readFileSync(join(home, 'runs', run, 'best.safetensors'));
    expect(readFileSync(join(folder, 'best.safetensors')).equals(original)).toBe(true);
    const metrics = JSON.parse(readFileSync(join(folder, 'metrics.json'), 'utf8'));
    expect(metrics[0]).toMatchObject({ run, split: 'test' });
  });

  it('writes the same bytes each time', async () => {
    const [first, second] = [join(home, 'first'), join(home, 'second')];
    for (const folder of [first, second]) expect((await exportTo(folder)).code).toBe(0);
    expect(contents(second)).toEqual(contents(first));
  });

  it('fills an empty folder, and leaves one that is not, or a file, as it was', async () => {
    const empty = join(home, 'empty');
    mkdirSync(empty);
    expect((await exportTo(empty)).code).toBe(0);
    const before = contents(empty);
    const again = await exportTo(empty);
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/empty: is not empty \(it holds \S+\); name a new or an empty folder/);
    expect(contents(empty)).toEqual(before);
    const file = join(home, 'file');
    writeFileSync(file, 'mine');
    const refused = await exportTo(file);
    expect(refused.stderr).toContain('is a file; name a new or an empty folder');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('leaves nothing where it cannot write', async () => {
    const file = join(home, 'in-the-way');
    writeFileSync(file, 'mine');
    const { code, stderr } = await exportTo(join(file, 'models'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/in-the-way\/models: cannot be written/);
    expect(readdirSync(home).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('refuses a run that the history does not hold', async () => {
    const { code, stderr } = await runCommand(['export', 'nothing', join(home, 'x'), '--home', home]);
    expect(code).toBe(1);
    expect(stderr).toContain('nothing');
  });
});
