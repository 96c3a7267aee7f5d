import { describe, expect, it } from 'vitest';
import { StudyCurves } from '../../../../src-renderer/state/study-curves.svelte';
import { connectBridge } from '../bridge';
import { sampleRun, sampleStudy, stepRecord } from '../samples';

const study = sampleStudy([sampleRun()]);

describe('the curves of a study', () => {
  it('have no gap and no repeat when steps arrive while the history is read', async () => {
    let answer = () => {};
    const read = new Promise<void>((resolve) => (answer = resolve));
    const bridge = connectBridge({
      'runs.curves': async ({ run }) => {
        await read;
        return { run, steps: [1, 2, 3, 4].map((step) => stepRecord(step)), epochs: [] };
      },
    });
    const curves = new StudyCurves();
    curves.connect(study);
    const live = { study: study.id, run: 'run-1', epochs: [], secondsLeft: null, tokensPerSecond: 0 };
    bridge.emit('run-progress', { ...live, steps: [stepRecord(4), stepRecord(5)] });
    bridge.emit('run-progress', { ...live, study: 'another', steps: [stepRecord(99)] });
    answer();
    await expect.poll(() => curves.loading.busy).toBe(false);
    expect(curves.curvesOf('run-1').steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  });
});
