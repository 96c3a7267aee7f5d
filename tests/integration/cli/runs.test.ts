import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openHistory } from '../../../src-main/history';
import { environment, epoch, evaluation, newStudy, temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';

/** A home with one finished study, as another process would have left it. */
function homeWithStudy() {
  const home = temporaryFolder();
  const history = openHistory(home);
  const study = history.studies.create({ ...newStudy, unknownSettings: { OPTIMISER: 'adam' } });
  for (const run of study.runs) {
    history.runs.start(run.id, { parameters: 4200, stepsPerEpoch: 10, environment });
    history.curves.addEpoch(run.id, epoch(1, 4, true));
    history.predictions.record(study.id, evaluation(run), []);
    history.runs.end(run.id, 'finished', null);
    mkdirSync(history.home.run(run.id), { recursive: true });
    writeFileSync(join(history.home.run(run.id), 'configuration.json'), '{}');
  }
  history.close();
  return { home, study, ids: study.runs.map((run) => run.id) };
}

it('lists runs for people and for programs', async () => {
  const { home, ids } = homeWithStudy();
  const text = await runCommand(['runs', 'list', '--home', home]);
  expect(text.code).toBe(0);
  expect(text.stdout.trimEnd().split('\n')).toHaveLength(4);
  for (const id of ids) expect(text.stdout).toContain(id);
  const json = await runCommand(['runs', 'list', '--home', home, '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject([
    {
      run: ids[0],
      name: 'First study/vanilla-rnn',
      state: 'finished',
      validationLoss: 4,
      greedy: { bleu: 12.5 },
    },
    { run: ids[1], architecture: 'lstm' },
    { run: ids[2], architecture: 'lstm-attention', epochs: 1, beam: null },
  ]);
  expect(json.stderr).toBe('');
});

it('says how to begin when there are no runs', async () => {
  const home = join(temporaryFolder(), 'new');
  expect((await runCommand(['runs', 'list', '--home', home])).stdout).toMatch(/unroll starter/);
  expect((await runCommand(['runs', 'list', '--home', home, '--json'])).stdout).toBe('[]\n');
});

it('shows a run by its name, with everything that is known of it', async () => {
  const { home, ids } = homeWithStudy();
  const { stdout } = await runCommand(['runs', 'show', 'First study/lstm', '--home', home, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    run: ids[1],
    configuration: { HIDDEN_DIM: 256 },
    unknownSettings: { OPTIMISER: 'adam' },
    epochs: [{ epoch: 1, validationLossTeacherForced: 4 }],
    evaluations: [{ decoder: 'greedy', bleu: 12.5 }],
    artefacts: [],
    environment: { backend: 'native' },
  });
});

it('shows the settings of a configuration file that are unknown', async () => {
  const { home, ids } = homeWithStudy();
  const { stdout } = await runCommand(['runs', 'show', ids[0], '--home', home]);
  expect(stdout).toMatch(/^Unknown settings, kept without effect\n {2}OPTIMISER: "adam"$/m);
});

it('shows a run by the beginning of its id when only one has it', async () => {
  const { home, ids } = homeWithStudy();
  for (const id of [ids[0], ids[2]]) await runCommand(['runs', 'delete', id, '--home', home]);
  const { code, stdout } = await runCommand(['runs', 'show', ids[1].slice(0, 4), '--home', home]);
  expect(stdout).toContain('First study/lstm');
  expect(stdout).toContain('HIDDEN_DIM:');
  expect(stdout).toMatch(/ seconds  validation seconds .*\n.* 12\.0 +3\.0 /);
  expect(code).toBe(0);
});

it('reports a beginning that several runs share, with all of them', async () => {
  const { home, ids } = homeWithStudy();
  const { code, stderr } = await runCommand(['runs', 'show', ids[0].slice(0, 4), '--home', home]);
  expect(code).toBe(1);
  for (const id of ids) expect(stderr).toContain(id);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

it('deletes a run with its files', async () => {
  const { home, ids } = homeWithStudy();
  const deleted = await runCommand(['runs', 'delete', ids[0], '--home', home, '--json']);
  expect(JSON.parse(deleted.stdout)).toEqual({ deleted: ids[0], name: 'First study/vanilla-rnn' });
  expect(existsSync(join(home, 'runs', ids[0]))).toBe(false);
  expect(existsSync(join(home, 'runs', ids[1]))).toBe(true);
  const again = await runCommand(['runs', 'delete', ids[0], '--home', home]);
  expect(again).toEqual({
    code: 1,
    stdout: '',
    stderr: `error: There is no run "${ids[0]}"; see "unroll runs list"\n`,
  });
});

it.each([
  ['evaluate', ['evaluate']],
  ['generate', ['generate']],
])('%s refuses a run that has no checkpoint', async (_, command) => {
  const { home, ids } = homeWithStudy();
  const texts = command[0] === 'generate' ? ['add two numbers'] : [];
  const { code, stdout, stderr } = await runCommand([...command, ids[0], ...texts, '--home', home]);
  expect(stderr).toMatch(/^error: Run .* has no checkpoint yet/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

it('does not resume what has finished', async () => {
  const { home, study } = homeWithStudy();
  for (const name of [study.name, study.id, study.runs[0].id]) {
    const { code, stderr } = await runCommand(['resume', name, '--home', home]);
    expect(stderr).toBe('error: There is nothing to resume: "First study" has finished\n');
    expect(code).toBe(1);
  }
});

it('says so when the home cannot be used', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const { code, stderr } = await runCommand(['runs', 'list', '--home', file]);
  expect(stderr).toMatch(/^error: .*the home must be a folder/);
  expect(code).toBe(1);
});
