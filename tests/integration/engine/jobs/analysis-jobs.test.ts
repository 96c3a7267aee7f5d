import { beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttentionJob, MemorisationJob } from '../../../../src-shared/contract/engine/jobs';
import type { PredictionRecord } from '../../../../src-shared/domain/run';
import { eventsOf, only, tinyConfiguration, trainJob } from '../../../helpers/engine-jobs';

let home: string;
let predictions: readonly PredictionRecord[];
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'unroll-analysis-'));
  const events = await eventsOf(trainJob(home, ['lstm', 'lstm-attention'], tinyConfiguration({ EPOCHS: 1 })));
  predictions = only(events, 'evaluation').find(({ run }) => run === 'run-lstm-attention')!.predictions;
  return () => rmSync(home, { recursive: true, force: true });
}, 120_000);

const attentionJob = (changes: Partial<AttentionJob> = {}): AttentionJob => ({
  kind: 'attention',
  home,
  study: 'study',
  run: 'run-lstm-attention',
  split: 'test',
  decoder: 'greedy',
  examples: 5,
  seed: 42,
  ...changes,
});
const memorisationJob = (): MemorisationJob => ({
  kind: 'memorisation',
  home,
  study: 'study',
  run: 'run-lstm-attention',
  split: 'test',
  decoder: 'greedy',
  predictions,
});

it('the attention of a run is reported for the examples drawn, with progress', async () => {
  const events = await eventsOf(attentionJob());
  expect(events.at(-1)).toEqual({ type: 'job-done' });
  const [{ report, ...key }] = only(events, 'attention');
  expect(key).toMatchObject({ run: 'run-lstm-attention', split: 'test', decoder: 'greedy' });
  expect(report.examples).toHaveLength(5);
  expect(report).toMatchObject({ available: 8, epoch: 1, seed: 42 });
  for (const { entropy, evenness, coverage } of report.examples) {
    expect(entropy).toBeGreaterThan(0);
    for (const share of [evenness, coverage]) expect(share).toBeLessThanOrEqual(1 + 1e-6);
  }
  const activities = new Set(only(events, 'progress').map(({ activity }) => activity));
  expect(activities).toContain('Masking source tokens');
  const [beam] = only(await eventsOf(attentionJob({ decoder: 'beam' })), 'attention');
  expect(beam.report.examples.map(({ index }) => index)).toEqual(report.examples.map(({ index }) => index));
});

it('a run without attention is refused by its name', async () => {
  expect((await eventsOf(attentionJob({ run: 'run-lstm' }))).at(-1)).toMatchObject({
    type: 'job-failed',
    userError: true,
    message: 'Run run-lstm has no attention to be looked at',
  });
});

it('what an evaluation owes to memory is reported of all its examples', async () => {
  const events = await eventsOf(memorisationJob());
  expect(events.at(-1)).toEqual({ type: 'job-done' });
  const [{ report }] = only(events, 'memorisation');
  expect(report.examples.map(({ index }) => index)).toEqual(predictions.map(({ index }) => index));
  expect(report.metrics.examples).toBe(8);
  // Generated pairs are few of a kind: their functions are much alike.
  for (const { byTarget } of report.examples) expect(byTarget!.similarity).toBeGreaterThan(0.3);
});

it.each([attentionJob, memorisationJob])('stops when told to, without a report (%#)', async (job) => {
  const events = await eventsOf(job(), (event, control) => {
    if (event.type === 'progress') control.stop();
  });
  expect(events.at(-1)).toEqual({ type: 'job-done' });
  expect(events.map(({ type }) => type)).not.toContain(job().kind);
});
