import { describe, expect, it, vi } from 'vitest';
import { Studies } from '../../../../src-renderer/state/studies.svelte';
import { NO_CURVES } from '../../../../src-renderer/state/curve-buffer';
import { seriesOfRecords } from '../../../../src-shared/domain/step-series';
import { connectBridge } from '../bridge';
import { epochRecord, packedStudies, sampleEvaluation, sampleRun, sampleStudy, stepRecord } from '../samples';

const older = sampleStudy([sampleRun({ evaluations: [sampleEvaluation()] })], {
  id: 'older',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const newer = sampleStudy([sampleRun({ id: 'run-2' })], {
  id: 'newer',
  createdAt: '2026-01-02T00:00:00.000Z',
});

async function load() {
  const bridge = connectBridge({
    'studies.list': () => packedStudies(older, newer),
    'studies.show': ({ study }) => [older, newer].find(({ id }) => id === study)!,
  });
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

  it('have the documents of their evaluations once these are wanted, also when the list is read anew', async () => {
    const { bridge, studies } = await load();
    expect(studies.whole('older')).toBeNull();
    expect(studies.find('older')!.runs[0].evaluations).toEqual([
      expect.not.objectContaining({ errors: null }),
    ]);
    await studies.loadWhole(['older']);
    expect(studies.whole('older')!.runs[0].evaluations).toEqual([sampleEvaluation()]);
    bridge.emit('library-changed', {});
    await vi.waitFor(() => expect(studies.loading.busy).toBe(false));
    await studies.load();
    expect(studies.whole('older')).not.toBeNull();
    expect(studies.all.map(({ id }) => id)).toEqual(['newer', 'older']);
  });

  it('move with the steps of their runs between changes of state', async () => {
    const { bridge, studies } = await load();
    bridge.emit('run-progress', progress);
    expect(studies.find('older')?.runs[0].step).toBe(12);
    expect(studies.rates.get('run-1')).toEqual({ tokensPerSecond: 500, secondsLeft: 30 });
  });

  it('count completed epochs and give the losses of the best one, live as in the history', async () => {
    const { bridge, studies } = await load();
    const [stored] = studies.find('older')!.runs;
    bridge.emit('run-progress', { ...progress, epochs: [epochRecord(2, { trainLoss: 9, best: false })] });
    expect(studies.find('older')?.runs[0]).toEqual({ ...stored, step: 12 });
    const recorded = { ...older.runs[0], step: 20, epoch: 2, bestEpoch: 1, trainLoss: 5 };
    bridge.emit('study-changed', { ...older, runs: [recorded] });
    expect(studies.find('older')?.runs[0]).toEqual(recorded);
  });

  it('forget a speed when the run no longer trains', async () => {
    const { bridge, studies } = await load();
    bridge.emit('run-progress', progress);
    bridge.emit('study-changed', { ...older, runs: [sampleRun({ state: 'finished' })] });
    expect(studies.rates.has('run-1')).toBe(false);
  });

  it('leave the list when they are deleted', async () => {
    const { bridge, studies } = await load();
    bridge.emit('study-deleted', { study: 'older' });
    bridge.emit('study-deleted', { study: 'newer' });
    expect(studies.all).toEqual([]);
  });

  it('listen to nothing once the window is done with them', async () => {
    const { bridge, end } = await load();
    end();
    expect(bridge.listenerCount()).toBe(0);
  });
});
