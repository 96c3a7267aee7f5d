import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { importDocument } from '../../../src-main/cli/reports/import';
import type { PassportVerification } from '../../../src-shared/domain/verification';
import { writeNotebookFolder } from '../../helpers/notebook-folder';
import { temporaryHome } from '../../helpers/temporary-home';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';

const { home, remove } = temporaryHome();
let runs: ReturnType<typeof importDocument>['runs'];
beforeAll(async () => {
  const folder = writeNotebookFolder(home);
  const { stdout } = await command(home, 'import', folder, '--data', 'synthetic:60', '--json');
  ({ runs } = JSON.parse(stdout));
  return remove;
});

const command = (place: string, ...argv: string[]) => runCommand([...argv, '--home', place]);

it("gives a notebook's run a passport, by which its evaluation is verified on another machine", async () => {
  const run = runs[2].run!;
  expect((await command(home, 'evaluate', run)).code).toBe(0);
  const [passport, bundle] = [join(home, 'passport.json'), join(home, 'run.zip')];
  for (const argv of [
    ['passport', run, '--out', passport],
    ['bundle', run, '--out', bundle],
  ]) {
    const { code, stderr } = await command(home, ...argv);
    expect(code, stderr).toBe(0);
  }
  const other = temporaryFolder();
  const imported = await command(other, 'import', bundle);
  expect(imported.code, imported.stderr).toBe(0);
  for (const argv of [
    ['runs', 'show', run, '--json'],
    ['generate', run, 'return the sum', '--json'],
  ])
    expect((await command(other, ...argv)).stdout).toBe((await command(home, ...argv)).stdout);
  const data = ['--data', 'synthetic:60'];
  const { code, stdout } = await command(other, 'verify', passport, ...data, '--run', run, '--json');
  expect(code).toBe(0);
  const { items } = JSON.parse(stdout) as PassportVerification;
  const notable = items.filter(({ agreement }) => agreement !== 'identical');
  expect(notable).toMatchObject([
    { name: expect.stringMatching(/^validation losses of epoch \d+$/), agreement: 'not-checked' },
  ]);
});

it('bundles a run without data, and says why it has no passport', async () => {
  const place = temporaryFolder();
  const { stdout } = await command(place, 'import', writeNotebookFolder(place), '--json');
  const { run } = (JSON.parse(stdout) as { runs: typeof runs }).runs[0];
  const [out, other] = [join(place, 'run.zip'), temporaryFolder()];
  expect((await command(place, 'bundle', run!, '--out', out)).code).toBe(0);
  expect((await command(other, 'import', out)).code).toBe(0);
  const question = ['generate', run!, 'return the sum', '--json'];
  expect((await command(other, ...question)).stdout).toBe((await command(place, ...question)).stdout);
  const refused = await command(place, 'passport', run!, '--out', join(place, 'passport.json'));
  expect(refused.stderr).toMatch(/^error: Run .* has no data that its numbers could be verified by/);
  expect(refused.code).toBe(1);
});

it('brings the data of a study that is in the other home without them', async () => {
  const [place, other] = [temporaryFolder(), temporaryFolder()];
  const done = async (at: string, ...argv: string[]) => {
    const { code, stdout, stderr } = await command(at, ...argv);
    expect(code, stderr).toBe(0);
    return stdout;
  };
  const imported = JSON.parse(await done(place, 'import', writeNotebookFolder(place), '--json'));
  const { study, runs: both } = imported as ReturnType<typeof importDocument>;
  const [first, second] = both.map(({ run }) => run!);
  await done(place, 'bundle', first, '--out', join(place, 'first.zip'));
  await done(other, 'import', join(place, 'first.zip'));
  await done(place, 'data', 'add', study!, 'synthetic:60');
  await done(place, 'evaluate', second);
  await done(place, 'bundle', second, '--out', join(place, 'second.zip'));
  await done(other, 'import', join(place, 'second.zip'));
  expect(await done(other, 'runs', 'show', second, '--json')).toBe(
    await done(place, 'runs', 'show', second, '--json'),
  );
  for (const at of [place, other]) await done(at, 'evaluate', first);
  const bleu = async (at: string) => {
    const { evaluations } = JSON.parse(await done(at, 'runs', 'show', first, '--json'));
    return (evaluations as { bleu: number }[]).map((evaluation) => evaluation.bleu);
  };
  expect((await bleu(other)).length).toBeGreaterThan(0);
  expect(await bleu(other)).toEqual(await bleu(place));
  const files = (at: string) => readdirSync(join(at, 'studies', study!)).toSorted();
  expect(files(other)).toEqual(files(place));
});

it('refuses a run whose study was given other data in the other home', async () => {
  const [place, other] = [temporaryFolder(), temporaryFolder()];
  const { stdout } = await command(place, 'import', writeNotebookFolder(place), '--json');
  const { study, runs: both } = JSON.parse(stdout) as ReturnType<typeof importDocument>;
  const bundles = both.slice(0, 2).map((_, index) => join(place, `${index}.zip`));
  await command(place, 'bundle', both[0].run!, '--out', bundles[0]);
  await command(other, 'import', bundles[0]);
  for (const [at, source] of [
    [place, 'synthetic:60'],
    [other, 'synthetic:80'],
  ])
    expect((await command(at, 'data', 'add', study!, source)).code).toBe(0);
  await command(place, 'bundle', both[1].run!, '--out', bundles[1]);
  // Without files to compare, the histories' splits tell.
  rmSync(join(other, 'studies', study!), { recursive: true });
  const { code, stderr } = await command(other, 'import', bundles[1]);
  expect(stderr).toMatch(/^error: .*1\.zip: study .* is in this home with other data/m);
  expect(code).toBe(1);
  expect(existsSync(join(other, 'runs', both[1].run!))).toBe(false);
});
