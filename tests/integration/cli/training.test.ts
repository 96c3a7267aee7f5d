import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { studyDocument } from '../../../src-main/cli/reports/study';
import type { PredictionRecord } from '../../../src-shared/domain/run';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';

const TINY = {
  TRAIN_SIZE: 40,
  VAL_SIZE: 8,
  TEST_SIZE: 12,
  VOCAB_SIZE: 80,
  MAX_DOCSTRING_LEN: 16,
  MAX_CODE_LEN: 24,
  WEIGHT_TYING: false,
  EMBEDDING_DIM: 8,
  HIDDEN_DIM: 12,
  BATCH_SIZE: 10,
  EPOCHS: 2,
};

function tiny(changes: Partial<typeof TINY> = {}): string[] {
  const settings = Object.entries({ ...TINY, ...changes }).flatMap(([key, value]) => [
    '--set',
    `${key}=${value}`,
  ]);
  return ['--data', 'synthetic:60', ...settings];
}

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('after a study', () => {
  const home = mkdtempSync(join(tmpdir(), 'unroll-test-'));
  let study: ReturnType<typeof studyDocument>;
  let progress: string;

  beforeAll(async () => {
    const result = await runCommand(['study', ...tiny(), '--name', 'Tiny', '--home', home, '--json']);
    expect(result.code, result.stderr).toBe(0);
    study = JSON.parse(result.stdout);
    progress = result.stderr;
  });

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('has printed one document with three trained and evaluated runs, and progress beside it', () => {
    expect(study.runs.map((run) => run.architecture)).toEqual(['vanilla-rnn', 'lstm', 'lstm-attention']);
    for (const run of study.runs) {
      expect(run).toMatchObject({ state: 'finished', epochs: 2 });
      expect(run.parameters).toBeGreaterThan(0);
      expect(run.trainLoss).toBeLessThan(Math.log(80) + 1);
      expect(run.validationLoss).toBeGreaterThan(0);
      for (const decoder of ['greedy', 'beam'] as const)
        expect(run[decoder]).toMatchObject({ decoder, split: 'test', examples: 12, run: run.run });
    }
    expect(progress).toMatch(/LSTM \+ attention: epoch 2, train loss/);
  });

  it('keeps runs with artefacts whose checksums are right', async () => {
    for (const { run } of study.runs) {
      const shown = JSON.parse((await runCommand(['runs', 'show', run, '--home', home, '--json'])).stdout);
      expect(shown.epochs).toHaveLength(2);
      expect(shown.environment.application).toMatch(/^\d+\.\d+\.\d+/);
      const kinds = shown.artefacts.map((artefact: { kind: string }) => artefact.kind);
      expect(kinds).toEqual(expect.arrayContaining(['best-checkpoint', 'latest-checkpoint']));
      for (const artefact of shown.artefacts)
        expect(sha256(join(home, artefact.path)), artefact.path).toBe(artefact.sha256);
    }
  });

  it.each(['greedy', 'beam'] as const)(
    'evaluates again to the same numbers (%s) and writes every prediction',
    async (decoder) => {
      const file = join(temporaryFolder(), 'predictions.jsonl');
      const result = await runCommand([
        'evaluate',
        'Tiny/lstm',
        '--decoder',
        decoder,
        '--predictions',
        file,
        '--home',
        home,
        '--json',
      ]);
      expect(result.code, result.stderr).toBe(0);
      const { seconds: _, ...summary } = JSON.parse(result.stdout);
      expect(study.runs[1][decoder]).toMatchObject(summary);
      const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
      const predictions = lines.map((line) => JSON.parse(line) as PredictionRecord);
      expect(predictions.map(({ index }) => index)).toEqual(Array.from({ length: 12 }, (_, index) => index));
      const exact = predictions.filter(({ exactMatch }) => exactMatch).length;
      expect((100 * exact) / 12).toBeCloseTo(summary.exactMatch, 9);
      for (const { hypothesis, reference, exactMatch } of predictions)
        expect(hypothesis === reference).toBe(exactMatch);
    },
  );

  it('evaluates by both decoders side by side, for programs and for people', async () => {
    const file = join(temporaryFolder(), 'both.jsonl');
    const evaluate = (...options: string[]) =>
      runCommand(['evaluate', 'Tiny/lstm', '--decoder', 'both', ...options, '--home', home]);
    const { greedy, beam } = JSON.parse((await evaluate('--json', '--predictions', file)).stdout);
    expect(greedy).toMatchObject({ decoder: 'greedy', examples: 12, errors: expect.any(Array) });
    expect(beam).toMatchObject({ decoder: 'beam', perplexity: greedy.perplexity });
    for (const key of ['lengthBins', 'errors', 'distinctOutputs', 'lengthRatio', 'perplexity', 'failures'])
      expect(greedy[key], key).not.toBeNull();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const decoders = lines.map((line) => (JSON.parse(line) as { decoder: string }).decoder);
    expect(decoders).toEqual([...Array<string>(12).fill('greedy'), ...Array<string>(12).fill('beam')]);
    const { stdout } = await evaluate();
    expect(stdout).toMatch(/^lstm, test split, epoch \d, 12 examples\n\n +greedy +beam \(3\)\nBLEU /);
    expect(stdout).toMatch(/\n50\+ /);
    expect(stdout).toMatch(/\nWrong operators /);
    expect(stdout).toMatch(/\nidentifier /);
  });

  it('generates hypotheses with attention over the source tokens', async () => {
    const generate = (...options: string[]) =>
      runCommand([
        'generate',
        'Tiny/lstm-attention',
        'Return the sum.',
        'Find x',
        ...options,
        '--home',
        home,
        '--json',
      ]);
    const [first, second] = JSON.parse((await generate('--attention', '--beam', '3')).stdout);
    expect(first).toMatchObject({ architecture: 'lstm-attention' });
    expect(first.sourceTokens).toEqual(['<SOS>', ...first.sourceTokens.slice(1, -1), '<EOS>']);
    expect(second.sourceTokens.length).toBeLessThan(first.sourceTokens.length);
    expect(first.hypotheses.length).toBeGreaterThan(0);
    for (const { tokens, attention } of first.hypotheses) {
      expect(attention.length).toBeGreaterThanOrEqual(tokens.length);
      for (const weights of attention) {
        expect(weights).toHaveLength(first.sourceTokens.length);
        expect(weights.reduce((sum: number, weight: number) => sum + weight, 0)).toBeCloseTo(1, 4);
      }
    }
    const [without] = JSON.parse((await generate()).stdout);
    expect(without.hypotheses).toHaveLength(1);
    expect(without.hypotheses[0].attention).toBeNull();
  });

  it('prints tables for people', async () => {
    const shown = await runCommand(['runs', 'show', 'Tiny/lstm', '--home', home]);
    expect(shown.stdout).toMatch(/as the notebooks computed it/);
    const generated = await runCommand([
      'generate',
      'Tiny/lstm-attention',
      'Find x',
      '--attention',
      '--home',
      home,
    ]);
    expect(generated.code, generated.stderr).toBe(0);
    expect(generated.stdout).toMatch(/^LSTM \+ attention: <SOS> .* <EOS>\n/);
  });

  it('deletes its files with its last run', async () => {
    for (const { run } of study.runs) await runCommand(['runs', 'delete', run, '--home', home]);
    expect(existsSync(join(home, 'studies', study.study))).toBe(false);
    expect((await runCommand(['runs', 'list', '--home', home, '--json'])).stdout).toBe('[]\n');
  });
});

it('stops on Ctrl-C with exit code 130 and resumes to the losses of an undisturbed run', async () => {
  const home = temporaryFolder();
  const train = (name: string, onProgress?: (text: string) => void) =>
    runCommand(
      ['train', '--architecture', 'lstm', ...tiny({ EPOCHS: 6 }), '--name', name, '--home', home, '--json'],
      onProgress,
    );
  let pressed = false;
  const stopped = await train('stopped', (text) => {
    if (!pressed && /epoch 2,/.test(text)) process.kill(process.pid, 'SIGINT');
    pressed ||= /epoch 2,/.test(text);
  });
  expect(stopped.stderr).toMatch(/stopped; go on with: unroll resume \w+\n$/);
  expect(stopped.stdout).toBe('');
  expect(stopped.code).toBe(130);

  const show = async (run: string) =>
    JSON.parse((await runCommand(['runs', 'show', run, '--home', home, '--json'])).stdout);
  const before = await show('stopped/lstm');
  expect(before.state).toBe('stopped');
  expect(before.epochs.length).toBeGreaterThanOrEqual(2);
  expect(before.epochs.length).toBeLessThan(6);

  const resumed = await runCommand(['resume', 'stopped', '--home', home, '--json']);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(JSON.parse(resumed.stdout).runs).toMatchObject([
    { state: 'finished', epochs: 6, greedy: { examples: 12 } },
  ]);
  await train('undisturbed');
  const losses = async (run: string) =>
    (await show(run)).epochs.map((epoch: Record<string, number>) => [
      epoch.trainLoss,
      epoch.validationLossTeacherForced,
    ]);
  expect(await losses('stopped/lstm')).toEqual(await losses('undisturbed/lstm'));
});

it('reports a missing source in one line and remembers nothing of the study', async () => {
  const home = temporaryFolder();
  const missing = join(home, 'none.jsonl');
  const result = await runCommand(['study', '--data', missing, '--home', home, '--json']);
  expect(result.stderr).toMatch(/^error: .*none\.jsonl: there is no such file.*\n$/);
  expect(result.stdout).toBe('');
  expect(result.code).toBe(1);
  expect((await runCommand(['runs', 'list', '--home', home, '--json'])).stdout).toBe('[]\n');
  expect(readdirSync(home).filter((name) => !name.startsWith('history.sqlite'))).toEqual([]);
});

it('inspects a source without touching any history', async () => {
  const home = join(temporaryFolder(), 'home');
  const json = await runCommand(['data', 'inspect', 'synthetic:60', '--home', home, '--json']);
  expect(json.code, json.stderr).toBe(0);
  expect(JSON.parse(json.stdout)).toMatchObject({ location: 'synthetic:60', rows: 60, split: { seed: 42 } });
  const text = await runCommand(['data', 'inspect', 'synthetic:60', '--home', home]);
  expect(text.stdout).toMatch(/Split hash: +[0-9a-f]{64}/);
  expect(existsSync(home)).toBe(false);
});
