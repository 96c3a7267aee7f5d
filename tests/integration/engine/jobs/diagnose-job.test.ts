import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { diagnoseJob } from '../../../../src-main/history/jobs';
import type { History } from '../../../../src-main/history';
import type { Diagnosis } from '../../../../src-shared/domain/diagnosis';
import type { EpochRecord, Run } from '../../../../src-shared/domain/run';
import { eventsOf, only } from '../../../helpers/engine-jobs';
import { type Damage, oneTokenWrong, recordRun, writeHealthyRows } from '../../../helpers/recorded-runs';
import { temporaryHistory } from '../../../unit/history/samples';

async function diagnosed(history: History, run: Run): Promise<Diagnosis> {
  const events = await eventsOf(diagnoseJob(history, run));
  expect(events.at(-1)).toEqual({ type: 'job-done' });
  return only(events, 'diagnosis')[0].diagnosis;
}

async function diagnosisOf(damage: Damage = {}): Promise<Diagnosis> {
  const history = temporaryHistory();
  return diagnosed(history, await recordRun(history, writeHealthyRows(history.home.root), damage));
}

/** With the norms of some layers changed. */
function gradients({ gradients: healthy }: EpochRecord, layers: object): Partial<EpochRecord> {
  return { gradients: { ...healthy!, layers: { ...healthy!.layers, ...layers } } };
}

/** By the name of each fault, how a recorded run has it, and it alone. */
const FAULTS: Readonly<Record<string, Damage>> = {
  'mode-collapse': {
    answer: (_, index) => (index % 2 ? 'def f ( x ) : return w1 + w2' : 'w3 w4 w5 w6 w7 w8 w9 w1 w2'),
  },
  'short-outputs': { answer: (reference) => reference.split(' ').slice(0, 5).join(' ') },
  'bleu-by-repetition': {
    answer: (reference) => reference.split(' ').slice(0, 6).join(' ') + ' )'.repeat(10),
  },
  'hidden-unknown': { answer: (reference) => oneTokenWrong(reference).replace(/w\d+ w\d+/, '<UNK> <UNK>') },
  'checkpoint-criterion': {
    configuration: { CHECKPOINT_CRITERION: 'free-running' },
    epoch: ({ epoch }) => ({ best: epoch === 1, validationLossFreeRunning: 3 + 0.05 * epoch }),
  },
  'loss-divergence': {
    epoch: ({ epoch }) => ({
      best: epoch === 1,
      validationLossTeacherForced: 2.5 + 0.1 * epoch,
      validationLossFreeRunning: 2.9 + 0.1 * epoch,
    }),
  },
  'unigram-plateau': {
    epoch: () => ({ validationLossTeacherForced: 4.4, validationLossFreeRunning: 4.6 }),
  },
  'decoder-ignores-input': {
    epoch: ({ validationLossTeacherForced: loss }) => ({ validationLossFreeRunning: 1.001 * loss }),
  },
  'exposure-bias': { epoch: ({ epoch }) => ({ validationLossFreeRunning: 4 + 0.2 * epoch }) },
  'exploding-gradients': {
    epoch: (epoch) => (epoch.epoch === 3 ? gradients(epoch, { attention: { mean: 2, maximum: 99 } }) : {}),
  },
  'vanishing-gradients': {
    epoch: (epoch) => gradients(epoch, { 'encoder.layer0': { mean: 1e-6, maximum: 1e-5 } }),
  },
  'mostly-clipped': { step: ({ step }) => ({ gradientNorm: step % 4 === 0 ? 0.8 : 2.5 }) },
  'learning-rate-too-high': {
    step: ({ step, loss }) => ({ loss: step > 60 && step % 40 === 0 ? loss + 4 : loss }),
  },
  'unused-settings': { configuration: { APPLY_WARMUP: false, WARMUP_STEPS: 1000 } },
  'vocabulary-leak': { configuration: { VOCABULARY_FROM: 'all-splits' } },
  'truncated-functions': { configuration: { MAX_CODE_LEN: 15 } },
  'scaled-down': { configuration: { TRAIN_SIZE: 4000, VAL_SIZE: 1000, TEST_SIZE: 1000 } },
};

describe('a run as it is recorded', () => {
  it('has no finding when it is healthy', async () => {
    const { findings, unchecked } = await diagnosisOf();
    expect(findings).toEqual([]);
    expect(unchecked.flatMap(({ faults }) => faults)).toEqual(['chance-differences']);
  });

  it.each(Object.entries(FAULTS))('is found to have %s, and nothing else', async (id, damage) => {
    const { findings } = await diagnosisOf(damage);
    expect(findings.map((finding) => finding.id)).toEqual([id]);
  });

  it('tells since which epoch its outputs have collapsed, and which examples show it', async () => {
    const { findings } = await diagnosisOf({
      answer: () => 'def f1 ( x , y ) : return w1 w2 w3 w4 w5 w6 w7 w8',
      probe: (reference, index, epoch) =>
        epoch === 2 ? `${reference} ${index}` : 'def f1 ( x , y ) : return w1 w2 w3',
    });
    const [collapse] = findings;
    expect(collapse).toMatchObject({ id: 'mode-collapse', severity: 'critical', epoch: 3 });
    expect(collapse.examples).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(collapse.remedy.keys).toContain('CHECKPOINT_CRITERION');
  });

  it('names settings of its file that nothing knows', async () => {
    const [finding] = (await diagnosisOf({ unknownSettings: { LABEL_SMOOTHING: 0.1 } })).findings;
    expect(finding.id).toBe('unused-settings');
    expect(finding.evidence).toContainEqual({ label: 'LABEL_SMOOTHING', value: 'no such setting' });
  });

  it('is compared with the other runs of its study', async () => {
    const { findings, unchecked } = await diagnosisOf({ architectures: ['lstm', 'lstm-attention'] });
    // Both answered alike, so there is no difference that could be claimed.
    expect({ findings, unchecked }).toEqual({ findings: [], unchecked: [] });
  });
});

describe('what is not known of a run', () => {
  it('is said with its reason when it was not evaluated; its probes tell of collapse all the same', async () => {
    const { findings, unchecked, run } = await diagnosisOf({ evaluated: false, answer: () => 'pass' });
    expect(findings.map(({ id }) => id)).toEqual(['mode-collapse', 'short-outputs']);
    expect(unchecked).toEqual([
      {
        faults: ['bleu-by-repetition', 'hidden-unknown', 'chance-differences'],
        reason: `its test split has not been evaluated (unroll evaluate ${run})`,
      },
    ]);
  });

  it("is said with its reason when the study's data are gone", async () => {
    const history = temporaryHistory();
    const run = await recordRun(history, writeHealthyRows(history.home.root));
    rmSync(history.home.study(run.study), { recursive: true });
    const { findings, unchecked } = await diagnosed(history, run);
    expect(findings).toEqual([]);
    const data = unchecked.find(({ faults }) => faults.includes('near-duplicates'))!;
    expect(data.reason).toContain('split.json');
    expect(data.faults).toContain('dead-target-embeddings');
  });

  it('is said with its reason of a run from before gradients and probes were recorded', async () => {
    const history = temporaryHistory();
    const run = await recordRun(history, writeHealthyRows(history.home.root), {
      configuration: { PROBE_EXAMPLES: 0 },
      evaluated: false,
    });
    const raw = new Sqlite(history.home.database);
    raw.exec('UPDATE epochs SET gradients = NULL; DELETE FROM probes');
    raw.close();
    const { findings, unchecked } = await diagnosed(history, run);
    expect(findings).toEqual([]);
    expect(unchecked).toContainEqual({
      faults: ['vanishing-gradients'],
      reason: 'it was trained before gradient norms were recorded by layer',
    });
    expect(unchecked.find(({ faults }) => faults.includes('mode-collapse'))?.reason).toMatch(
      /has not been evaluated .* \(PROBE_EXAMPLES is 0\)$/,
    );
  });

  it('is nearly everything before the first epoch, which is no error', async () => {
    const history = temporaryHistory();
    const run = await recordRun(history, writeHealthyRows(history.home.root), { evaluated: false });
    history.curves.cutAfter(run.id, { step: 0, epoch: 0 });
    history.probes.cutAfter(run.id, { step: 0, epoch: 0 });
    const { findings, unchecked } = await diagnosed(history, run);
    expect(findings).toEqual([]);
    expect(unchecked[0]).toMatchObject({ reason: 'no epoch is completed' });
    expect(unchecked[0].faults).toContain('loss-divergence');
  });
});

it('a gradient that was no number ended the run, which is told as the cause', async () => {
  const history = temporaryHistory();
  const run = await recordRun(history, writeHealthyRows(history.home.root));
  const reason =
    'The loss or its gradient is not a finite number at step 201; the last good checkpoint was kept.';
  history.runs.end(run.id, 'failed', reason);
  const { findings } = await diagnosed(history, history.runs.find(run.id)!);
  expect(findings.map(({ id, severity }) => [id, severity])).toEqual([['exploding-gradients', 'critical']]);
  expect(findings[0].explanation).toContain('not a finite number at step 201.');
});
