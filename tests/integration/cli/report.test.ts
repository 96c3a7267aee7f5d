import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { ReportVerification } from '../../../src-shared/domain/verification';
import { openHistory } from '../../../src-main/history';
import { newStudy, temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';
import { trainTinyStudy } from './tiny-study';

let home: string;
let page: string;
let text: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'unroll-test-'));
  page = join(home, 'report.html');
  const { study } = await trainTinyStudy(home, 'Tiny </script> & "so on"');
  const figures = ['--figures', join(home, 'figures')];
  const written = await command('report', study, '--out', page, ...figures, '--json');
  expect(written.code, written.stderr).toBe(0);
  text = readFileSync(page, 'utf8');
  return () => rmSync(home, { recursive: true, force: true });
}, 120_000);

const command = (...argv: string[]) => runCommand([...argv, '--home', home]);

/** Verifies a text as a file would be. */
async function verify(content: string) {
  const path = join(temporaryFolder(), 'edited.html');
  writeFileSync(path, content);
  return runCommand(['verify', path]);
}

it('writes a page that verifies, item by item', async () => {
  const { code, stdout, stderr } = await runCommand(['verify', page, '--json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const { items } = JSON.parse(stdout) as ReportVerification;
  expect(items.filter(({ agreement }) => agreement !== 'identical')).toEqual([]);
  // Three runs by two decoders.
  expect(items.filter(({ name }) => name.startsWith('evaluation as recorded'))).toHaveLength(6);
  expect(items.filter(({ name }) => name.startsWith('comparison: differences, '))).toHaveLength(6);
});

it('reports the validation split where that is asked for', async () => {
  const history = openHistory(home);
  const [study] = history.studies.list();
  history.close();
  await command('evaluate', study.runs[0].id, '--split', 'validation');
  const path = join(home, 'validation.html');
  const { code, stderr } = await command('report', study.id, '--split', 'validation', '--out', path);
  expect(code, stderr).toBe(0);
  expect(readFileSync(path, 'utf8')).toContain('8 examples of the validation split');
  expect((await runCommand(['verify', path])).code).toBe(0);
});

it('shows the numbers that the history has', async () => {
  const compared = await command('compare', 'Tiny </script> & "so on"', '--json');
  const { runs, pairs } = JSON.parse(compared.stdout);
  for (const { metrics } of runs) expect(text).toContain(`${metrics.tokenAccuracy.value.toFixed(2)}%`);
  for (const { significance } of pairs) expect(text).toContain(`<td>${significance.p.bleu.toFixed(4)}</td>`);
});

it('decodes examples again with attention: at least three heatmaps, of what the evaluation wrote', () => {
  expect([...text.matchAll(/<figure id="figure-attention-(\d+)/g)].length).toBeGreaterThanOrEqual(3);
  const json = (name: string) => JSON.parse(text.split(`id="data:${name}">\n`)[1].split('\n</script>')[0]);
  const { samples } = json('attention');
  for (const { run, index, generatedTokens } of samples) {
    const { answers } = json(`predictions/${run}/greedy`);
    const { hypothesis } = answers.find((answer: { index: number }) => answer.index === index);
    expect(generatedTokens.filter((token: string) => token !== '<EOS>').join(' ')).toBe(hypothesis);
  }
});

it('writes every figure with its numbers', () => {
  const names = readdirSync(join(home, 'figures'));
  expect(names.filter((name) => name.endsWith('.svg')).length).toBe([...text.matchAll(/<figure /g)].length);
  expect(names).toContain('lengths-beam.csv');
  const size = (name: string, pattern: RegExp) =>
    Number(pattern.exec(readFileSync(join(home, 'figures', name), 'utf8'))![1]);
  for (const name of names.filter((candidate) => candidate.endsWith('.png'))) {
    const png = readFileSync(join(home, 'figures', name));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * size(name.replace('.png', '.svg'), /width="(\d+)"/));
  }
  expect(names.filter((name) => name.endsWith('.png')).length).toBe(
    names.filter((name) => name.endsWith('.svg')).length,
  );
});

it.each([
  [
    'a digit of a table',
    (page: string) =>
      page.replace(/(<td>\d+\.\d)(\d)%/, (_, head, digit) => `${head}${(Number(digit) + 1) % 10}%`),
    'overview: runs',
  ],
  [
    'a prediction',
    (page: string) => page.replace('"hypothesis":"', '"hypothesis":"edited '),
    'hash of data: predictions/',
  ],
  ['a figure', (page: string) => page.replace(/d="M48 [\d.]+L/, 'd="M48 1L'), 'training: training loss'],
  ['the end of the file', (page: string) => page.slice(0, -200), 'end of the file'],
])('fails after an edit of %s, and names it', async (_, edit, name) => {
  const edited = edit(text);
  expect(edited).not.toBe(text);
  const { code, stdout, stderr } = await verify(edited);
  expect(code).toBe(1);
  expect(stdout).toContain(`DIFFERS    ${name}`);
  expect(stderr).toMatch(/^error: .*not what was written; what differs: .*\n$/);
  expect(stderr).toContain(name);
});

it('sees bytes that are not text', async () => {
  const path = join(temporaryFolder(), 'bytes.html');
  writeFileSync(path, Buffer.concat([readFileSync(page), Buffer.from([0xff])]));
  const { code, stderr } = await runCommand(['verify', path]);
  expect(code).toBe(1);
  expect(stderr).toContain(path);
});

it.each([
  [
    'an unknown study',
    (folder: string) => ['Nobody', '--out', join(folder, 'x.html')],
    /There is no study "Nobody"/,
  ],
  [
    'a folder that does not exist',
    (folder: string) => ['Tiny', '--out', join(folder, 'none', 'x.html')],
    /there is no folder .*none/,
  ],
  ['a folder in place of a file', (folder: string) => ['Tiny', '--out', folder], /is a folder/],
])('answers %s with one line, and writes nothing', async (_, argv, message) => {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await command('report', ...argv(folder));
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  expect(stderr).toMatch(message);
  expect(readdirSync(folder)).toEqual([]);
});

it('says what to run for a study without evaluations, and leaves an older page as it was', async () => {
  const empty = temporaryFolder();
  const history = openHistory(empty);
  const study = history.studies.create(newStudy);
  for (const run of study.runs) history.runs.end(run.id, 'failed', 'no data');
  history.close();
  const out = join(empty, 'page.html');
  writeFileSync(out, 'older');
  const { code, stderr } = await runCommand(['report', study.id, '--out', out, '--home', empty]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/has no greedy evaluation of its test split.*run: unroll resume/);
  expect(readFileSync(out, 'utf8')).toBe('older');
});

it.each([
  ['a file that is missing', 'none.html', null, /none\.html: cannot be read/],
  ['another page', 'page.html', '<!doctype html><p>hello</p>', /no report of Unroll/],
])('cannot verify %s', async (_, name, content, message) => {
  const path = join(temporaryFolder(), name);
  if (content !== null) writeFileSync(path, content);
  const { code, stderr } = await runCommand(['verify', path]);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});

it('says which version wrote a report that this one cannot draw', async () => {
  const { code, stderr } = await verify(text.replace('{"format":2,', '{"format":3,'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/written by Unroll \d+\.\d+\.\d+ \(report format 3\)/);
});
