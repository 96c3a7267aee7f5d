import { expect, it } from 'vitest';
import { openHistory } from '../../../src-main/history';
import type { Diagnosis } from '../../../src-shared/domain/diagnosis';
import { recordRun, type Damage, writeHealthyRows } from '../../helpers/recorded-runs';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';

/** A home with one recorded run, as another process would have left it. */
async function homeWith(damage: Damage = {}) {
  const home = temporaryFolder();
  const history = openHistory(home);
  const run = await recordRun(history, writeHealthyRows(home), damage);
  history.close();
  return { home, run };
}

const COLLAPSED: Damage = {
  answer: () => 'def f1 ( x , y ) : return w1 w2 w3 w4 w5 w6 w7 w8',
  configuration: { APPLY_WARMUP: false },
};

it('prints findings with evidence, examples and a remedy, the gravest first', async () => {
  const { home } = await homeWith(COLLAPSED);
  const { code, stdout } = await runCommand(['diagnose', 'Recorded/lstm-attention', '--home', home]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Recorded\/lstm-attention: 1 critical, 1 warning\n\n/);
  expect(stdout).toContain('\nCRITICAL  Every question gets the same answer (mode-collapse, epoch 1)\n');
  expect(stdout).toMatch(
    /\n {2}Distinct outputs: +1 \(expected: more than 5% of the distinct references\)\n/,
  );
  expect(stdout).toContain('\n  Examples: 0 1 2 3 4 5 6 7 8 9 10 11 … (100 in all)\n');
  expect(stdout).toMatch(/\n {2}Remedy: Train for more EPOCHS .*CHECKPOINT_CRITERION/);
  expect(stdout.indexOf('CRITICAL')).toBeLessThan(stdout.indexOf('WARNING  Settings without effect'));
  expect(stdout).toMatch(/\nNot looked for\n {2}chance-differences: no other run of the study .*\n$/);
});

it('prints everything in one document', async () => {
  const { home, run } = await homeWith(COLLAPSED);
  const { stdout } = await runCommand(['diagnose', run.id, '--json', '--home', home]);
  const diagnosis = JSON.parse(stdout) as Diagnosis;
  expect(diagnosis).toMatchObject({
    run: run.id,
    name: 'Recorded/lstm-attention',
    architecture: 'lstm-attention',
    findings: [
      { id: 'mode-collapse', severity: 'critical', epoch: 1 },
      { id: 'unused-settings', severity: 'warning', epoch: null, remedy: { keys: ['APPLY_WARMUP'] } },
    ],
    unchecked: [{ faults: ['chance-differences'] }],
  });
  expect(diagnosis.findings[0].examples).toHaveLength(100);
});

it('says of a healthy run that nothing wrong was found', async () => {
  const { home, run } = await homeWith();
  const { stdout } = await runCommand(['diagnose', run.id, '--home', home]);
  expect(stdout).toMatch(/^Recorded\/lstm-attention: nothing wrong was found\n\nNot looked for\n/);
});

it('answers for a run that is not there with one line', async () => {
  const { code, stdout, stderr } = await runCommand(['diagnose', 'nothing', '--home', temporaryFolder()]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^error: There is no run "nothing".*\n$/);
});
