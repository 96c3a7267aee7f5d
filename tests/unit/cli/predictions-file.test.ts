import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPredictionsFile } from '../../../src-main/cli/predictions-file';
import { DECODERS, type Run } from '../../../src-shared/domain/run';
import { evaluation, prediction, temporaryFolder } from '../history/samples';

it('writes one prediction a line under the names that the file format has', () => {
  const path = join(temporaryFolder(), 'predictions.jsonl');
  const predictions = [prediction(0, 'def f'), prediction(1, '')];
  const run = { id: 'run', architecture: 'lstm' } as Run;
  const evaluations = DECODERS.map((decoder) => ({ summary: evaluation(run, { decoder }), predictions }));
  const file = openPredictionsFile(path);
  file.write(evaluations);
  file.discard();
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    DECODERS.flatMap((decoder) => predictions.map((record) => ({ ...record, decoder }))),
  );
  expect(Object.keys(JSON.parse(lines[0]))).toEqual([
    'index',
    'source',
    'reference',
    'hypothesis',
    'logProbability',
    'tokenAccuracy',
    'exactMatch',
    'decoder',
    'docstringTokens',
    'bleu',
    'repetition',
    'referenceLogProbability',
    'category',
    'divergence',
    'divergenceClass',
    'recovers',
    'cause',
  ]);
});

it('leaves the old file alone and nothing beside it when there is nothing to write', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'predictions.jsonl');
  writeFileSync(path, 'old');
  openPredictionsFile(path).discard();
  expect(readdirSync(folder)).toEqual(['predictions.jsonl']);
  expect(readFileSync(path, 'utf8')).toBe('old');
});

it('names the file before any work is done when its folder is missing', () => {
  const path = join(temporaryFolder(), 'missing', 'predictions.jsonl');
  expect(() => openPredictionsFile(path)).toThrow(`${path}: the predictions cannot be written`);
  expect(existsSync(path)).toBe(false);
});
