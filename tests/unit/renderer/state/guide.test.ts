import { describe, expect, it } from 'vitest';
import { guideAfter, guideSteps } from '../../../../src-renderer/state/guide.svelte';
import { parseRoute } from '../../../../src-renderer/state/routes';
import { sampleRun, sampleStudy } from '../samples';

const START = { study: 'A', watched: false, read: false, shown: null };
const studyIn = (state: 'running' | 'finished', step: number) =>
  sampleStudy([sampleRun({ state, step })], { id: 'A' });

describe('the first steps', () => {
  it('are taken by what really happens', () => {
    const training = parseRoute('#/study/A/training');
    expect(guideAfter(START, training, studyIn('running', 0))).toBe(START);
    expect(guideAfter(START, training, studyIn('running', 3))).toMatchObject({ watched: true, read: false });
    const comparison = parseRoute('#/study/A/comparison');
    expect(guideAfter(START, comparison, studyIn('running', 3))).toBe(START);
    expect(guideAfter(START, comparison, studyIn('finished', 40))).toMatchObject({ read: true });
  });

  it('are not taken by other studies or pages', () => {
    expect(guideAfter(START, parseRoute('#/study/B/training'), studyIn('running', 3))).toBe(START);
    expect(guideAfter(START, parseRoute('#/studies'), studyIn('finished', 3))).toBe(START);
  });

  it('lead to where they are taken, the results once there are any', () => {
    const links = (study: Parameters<typeof guideSteps>[1]) =>
      guideSteps(START, study).map(({ link }) => link);
    expect(links(null)).toEqual([null, null, null]);
    expect(links(studyIn('running', 3))).toEqual([null, '#/study/A/training', null]);
    expect(links(studyIn('finished', 40))[2]).toBe('#/study/A/comparison');
    expect(guideSteps(START, null).map(({ done }) => done)).toEqual([false, false, false]);
    expect(guideSteps(START, studyIn('running', 3))[0].done).toBe(true);
  });
});
