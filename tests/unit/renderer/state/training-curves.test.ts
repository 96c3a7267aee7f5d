import { describe, expect, it } from 'vitest';
import { NO_CURVES } from '../../../../src-renderer/state/curve-buffer';
import { TrainingCurves } from '../../../../src-renderer/state/training-curves.svelte';
import { seriesOfRecords } from '../../../../src-shared/domain/step-series';
import { connectBridge } from '../bridge';
import { stepRecord } from '../samples';

const steps = (...numbers: number[]) => seriesOfRecords(numbers.map((step) => stepRecord(step)));
const live = { ...NO_CURVES, study: 'study', run: 'run-1', secondsLeft: null, tokensPerSecond: 0 };

describe('the curves of runs', () => {
  it('have no gap and no repeat when steps arrive while the history is read', async () => {
    let answer = () => {};
    const read = new Promise<void>((resolve) => (answer = resolve));
    const bridge = connectBridge({
      'runs.curves': async ({ run }) => {
        await read;
        return { ...NO_CURVES, run, steps: steps(1, 2, 3, 4) };
      },
    });
    const curves = new TrainingCurves();
    curves.connect();
    curves.ensure(['run-1']);
    bridge.emit('run-progress', { ...live, steps: steps(4, 5) });
    bridge.emit('run-progress', { ...live, run: 'another', steps: steps(99) });
    answer();
    await expect.poll(() => curves.busy).toBe(false);
    expect([...curves.dataOf('run-1').steps.step]).toEqual([1, 2, 3, 4, 5]);
  });

  it('that could not be read are read again when somebody asks for it', async () => {
    let fails = true;
    connectBridge({
      'runs.curves': ({ run }) => {
        if (fails) throw new Error('the disk is gone');
        return { ...NO_CURVES, run, steps: steps(1, 2) };
      },
    });
    const curves = new TrainingCurves();
    curves.ensure(['run-1']);
    await expect.poll(() => curves.failure?.message).toBe('the disk is gone');
    fails = false;
    curves.retry();
    await expect.poll(() => curves.dataOf('run-1').steps.step.length).toBe(2);
    expect(curves.failure).toBeNull();
  });
});
