import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { AnalysisDocument } from '../../../src-main/cli/reports/analysis';
import type { generationDocument } from '../../../src-main/cli/reports/generation';
import type { studyDocument } from '../../../src-main/cli/reports/study';
import { openHistory } from '../../../src-main/history';
import { runCommand } from './run-command';
import { trainTinyStudy } from './tiny-study';

let home: string;
let study: ReturnType<typeof studyDocument>;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'unroll-test-'));
  study = await trainTinyStudy(home, 'Tiny');
  return () => rmSync(home, { recursive: true, force: true });
}, 120_000);

const command = (...argv: string[]) => runCommand([...argv, '--home', home]);

it('analyses memory and attention, prints one document and keeps both reports', async () => {
  const { stdout, stderr, code } = await command(
    'analyse',
    'Tiny/lstm-attention',
    '--examples',
    '4',
    '--json',
  );
  expect(code, stderr).toBe(0);
  const document = JSON.parse(stdout) as AnalysisDocument;
  expect(document).toMatchObject({ name: 'Tiny/lstm-attention', split: 'test', decoder: 'greedy' });
  expect(document.memorisation!.examples).toHaveLength(12);
  const evaluation = study.runs[2].greedy!;
  expect(document.memorisation!.metrics.all).toEqual({
    bleu: evaluation.bleu,
    tokenAccuracy: evaluation.tokenAccuracy,
    exactMatch: evaluation.exactMatch,
  });
  expect(document.attention).toMatchObject({ available: 12, seed: 42 });
  expect(document.attention!.examples).toHaveLength(4);
  const history = openHistory(home);
  expect(history.analyses.find('memorisation', document)).toEqual(document.memorisation);
  expect(history.analyses.find('attention', document)).toEqual(document.attention);
  history.close();
});

it('prints for people what was chosen', async () => {
  const { stdout } = await command('analyse', 'Tiny/lstm-attention', '--decoder', 'beam', '--examples', '3');
  expect(stdout).toMatch(/^Tiny\/lstm-attention, test split, beam\n/);
  expect(stdout).toMatch(/\nNear duplicates: +\d+ \(/);
  expect(stdout).toMatch(/\nAttention, 3 of 12 examples, drawn by seed 42; epoch \d\n/);
  expect(stdout).toMatch(/\nEntropy: +\d/);
  const memorisation = await command('analyse', 'Tiny/lstm-attention', '--memorisation');
  expect(memorisation.stdout).not.toMatch(/Attention,/);
});

it('of a run without attention analyses what there is, and says so when it is asked for more', async () => {
  const { stdout } = await command('analyse', 'Tiny/lstm', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ memorisation: { threshold: 0.8 }, attention: null });
  const id = study.runs[1].run;
  expect(await command('analyse', 'Tiny/lstm', '--attention')).toMatchObject({
    code: 1,
    stderr: `error: Run ${id} (lstm) has no attention to be looked at; only lstm-attention runs have\n`,
  });
  const generated = await command('generate', 'Tiny/lstm', 'Find x', '--faithfulness');
  expect(generated.stderr).toBe('error: A run of lstm has no attention whose faithfulness could be told\n');
});

it('says which evaluation is missing', async () => {
  const { stderr, code } = await command('analyse', 'Tiny/lstm', '--split', 'validation');
  expect(stderr).toMatch(/run: unroll evaluate \w+ --split validation --decoder greedy/);
  expect(code).toBe(1);
  const train = await command('analyse', 'Tiny/lstm', '--split', 'train');
  expect(train.stderr).toMatch(/training split is what a run may remember/);
  expect((await command('analyse', 'Tiny/lstm', '--examples', '0')).code).toBe(2);
});

const generate = async (...argv: string[]) => {
  const { stdout, stderr, code } = await command('generate', 'Tiny/lstm-attention', ...argv, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as ReturnType<typeof generationDocument>[];
};

it('asks for an example by its number, as the evaluation did', async () => {
  const [answer] = await generate('--example', '3', '--attention');
  const history = openHistory(home);
  const evaluated = history.predictions.ofRun(answer.run, 'test', 'greedy')[3];
  history.close();
  expect(answer.sourceTokens.join(' ')).toBe(`<SOS> ${evaluated.source} <EOS>`);
  expect(answer.hypotheses[0].tokens.join(' ')).toBe(evaluated.hypothesis);
  expect(answer).toMatchObject({ example: { split: 'test', index: 3, reference: evaluated.reference } });
  const both = await generate('Find x', '--example', '1', '--example', '0');
  expect(both.map((entry) => ('example' in entry ? entry.example.index : null))).toEqual([null, 1, 0]);
  expect((await command('generate', 'Tiny/lstm', '--example', '99')).stderr).toMatch(
    /^error: No evaluation of the test split has an example 99 \(the first is 0\); evaluate it by: unroll evaluate /,
  );
  expect((await command('generate', 'Tiny/lstm')).code).toBe(2);
});

it('shows entropy, coverage and what masking costs of every hypothesis of a beam', async () => {
  const [{ hypotheses, sourceTokens, tree }] = await generate(
    'Return the sum.',
    '--beam',
    '3',
    '--faithfulness',
  );
  expect(hypotheses).toHaveLength(3);
  expect(tree).toBeNull();
  for (const { attention, profile, faithfulness } of hypotheses) {
    expect(profile!.steps).toHaveLength(attention!.length);
    profile!.steps.forEach(({ entropy }, step) => {
      const sum = attention![step].reduce((total, weight) => total - weight * Math.log(weight), 0);
      expect(entropy).toBeCloseTo(sum, 6);
    });
    expect(faithfulness!.drops).toHaveLength(attention!.length);
    for (const position of faithfulness!.positions) expect(sourceTokens[position]).not.toMatch(/^<[A-Z]+>$/);
    for (const row of faithfulness!.drops) expect(row).toHaveLength(faithfulness!.positions.length);
  }
});

it('tells of every step of a beam what was weighed', async () => {
  const [{ tree, hypotheses }] = await generate('Return the sum.', '--beam', '2', '--tree');
  expect(tree).toMatchObject({ beamSize: 2, lengthNormalisation: 2 });
  const last = tree!.steps.at(-1)!.candidates.filter(({ kept }) => kept);
  expect(last.map(({ logProbability }) => logProbability)).toEqual(
    hypotheses.map(({ logProbability }) => logProbability),
  );
  const { stdout } = await command('generate', 'Tiny/lstm', 'Return the sum.', '--beam', '2', '--tree');
  expect(stdout).toMatch(
    /\n +step +behind +token +log-probability +score \(length normalisation 2\)\n +1 +kept as 1 /,
  );
  expect(stdout).toMatch(/ pruned /);
});
