import { describe, expect, it } from 'vitest';
import { Studies } from '../../../../src-renderer/state/studies.svelte';
import { NO_CURVES } from '../../../../src-renderer/state/curve-buffer';
import { seriesOfRecords } from '../../../../src-shared/domain/step-series';
import { connectBridge } from '../bridge';
import { epochRecord, sampleRun, sampleStudy, stepRecord } from '../samples';

const older = sampleStudy([sampleRun()], { id: 'older', createdAt: '2026-01-01T00:00:00.000Z' });
const newer = sampleStudy([sampleRun({ id: 'run-2' })], {
  id: 'newer',
  createdAt: '2026-01-02T00:00:00.000Z',
});

async function load() {
  const bridge = connectBridge({ 'studies.list': () => [older, newer], 'studies.delete': () => null });
  const studies = new Studies();
  const end = studies.connect();
  await studies.load();
  return { bridge, studies, end };
}

const progress = {
  study: 'older',
  run: 'run-1',
  ...NO_CURVES,
  steps: seriesOfRecords([stepRecord(11), stepRecord(12)]),
  secondsLeft: 30,
  tokensPerSecond: 500,
};

describe('the studies of the history', () => {
  it('are listed newest first, also when one arrives later', async () => {
    const { bridge, studies } = await load();
    expect(studies.all.map(({ id }) => id)).toEqual(['newer', 'older']);
    bridge.emit('study-changed', sampleStudy([], { id: 'newest', createdAt: '2026-01-03T00:00:00.000Z' }));
    expect(studies.all.map(({ id }) => id)).toEqual(['newest', 'newer', 'older']);
  });

  it('move with the steps of their runs between changes of state', async () => {
    const { bridge, studies } = await load();
    bridge.emit('run-progress', progress);
    expect(studies.find('older')?.runs[0].step).toBe(12);
    expect(studies.rates.get('run-1')).toEqual({ tokensPerSecond: 500, secondsLeft: 30 });
  });

  it('count completed epochs and give the losses of the best one, live as in the history', async () => {
    const { bridge, studies } = await load();
    const [stored] = older.runs;
    bridge.emit('run-progress', { ...progress, epochs: [epochRecord(2, { trainLoss: 9, best: false })] });
    expect(studies.find('older')?.runs[0]).toEqual({ ...stored, step: 12 });
    const recorded = { ...stored, step: 20, epoch: 2, bestEpoch: 1, trainLoss: 5 };
    bridge.emit('study-changed', { ...older, runs: [recorded] });
    expect(studies.find('older')?.runs[0]).toEqual(recorded);
  });

  it('forget a speed when the run no longer trains', async () => {
    const { bridge, studies } = await load();
    bridge.emit('run-progress', progress);
    bridge.emit('study-changed', { ...older, runs: [sampleRun({ state: 'finished' })] });
    expect(studies.rates.has('run-1')).toBe(false);
  });

  it('leave the list when they are deleted here or elsewhere', async () => {
    const { bridge, studies } = await load();
    await studies.delete('older');
    bridge.emit('study-deleted', { study: 'newer' });
    expect(studies.all).toEqual([]);
  });

  it('listen to nothing once the window is done with them', async () => {
    const { bridge, end } = await load();
    end();
    expect(bridge.listenerCount()).toBe(0);
  });
});
