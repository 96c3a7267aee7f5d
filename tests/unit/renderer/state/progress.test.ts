import { describe, expect, it } from 'vitest';
import type { RunState } from '../../../../src-shared/domain/run';
import {
  headlineEvaluation,
  runProgress,
  studyActions,
  studyProgress,
  studySeconds,
  studyState,
} from '../../../../src-renderer/state/progress';
import { sampleEvaluation, sampleRun, sampleStudy } from '../samples';

const study = (...states: RunState[]) => sampleStudy(states.map((state) => sampleRun({ state })));

describe('the state of a study', () => {
  it('is that of the run which needs to be known about', () => {
    expect(studyState(study('finished', 'running', 'queued'))).toBe('running');
    expect(studyState(study('failed', 'queued', 'queued'))).toBe('queued');
    expect(studyState(study('finished', 'interrupted', 'stopped'))).toBe('interrupted');
    expect(studyState(study('finished', 'finished'))).toBe('finished');
  });
});

describe('what can be done with a study', () => {
  it('can be paused and stopped while it trains', () => {
    expect(studyActions(study('running', 'queued'))).toEqual({
      pause: true,
      continue: false,
      stop: true,
      resume: false,
    });
  });

  it('can be continued or stopped while it is paused', () => {
    expect(studyActions(study('finished', 'paused'))).toEqual({
      pause: false,
      continue: true,
      stop: true,
      resume: false,
    });
  });

  it('can be resumed only when nothing of it is under way', () => {
    expect(studyActions(study('finished', 'interrupted')).resume).toBe(true);
    expect(studyActions(study('failed', 'running')).resume).toBe(false);
    expect(studyActions(study('finished', 'finished')).resume).toBe(false);
  });
});

describe('progress', () => {
  it('counts steps of all configured epochs', () => {
    expect(runProgress(sampleRun({ step: 10, stepsPerEpoch: 10 }))).toBe(0.25);
    expect(runProgress(sampleRun({ step: 0, stepsPerEpoch: null }))).toBe(0);
  });

  it('is whole for a run that stopped early by patience', () => {
    expect(runProgress(sampleRun({ state: 'finished', step: 20 }))).toBe(1);
  });

  it('is the mean over the runs of a study', () => {
    expect(studyProgress(sampleStudy([sampleRun({ state: 'finished' }), sampleRun({ step: 20 })]))).toBe(
      0.75,
    );
    expect(studyProgress(sampleStudy([]))).toBe(0);
  });

  it('adds up the time that runs were trained, however long they were paused in between', () => {
    const done = sampleRun({
      seconds: 40,
      startedAt: '2026-01-01T10:00:10.000Z',
      finishedAt: '2026-01-02T10:00:10.000Z',
    });
    expect(studySeconds(sampleStudy([done, sampleRun({ state: 'paused', seconds: 20 })]))).toBe(60);
    expect(studySeconds(sampleStudy([done, sampleRun({ seconds: null })]))).toBe(40);
    expect(studySeconds(sampleStudy([sampleRun({ seconds: null })]))).toBeNull();
  });
});

describe('the evaluation that speaks for a run', () => {
  it('is of the test split by the same decoder for every run, be another one better', () => {
    const beam = sampleEvaluation({ decoder: 'beam', bleu: 3 });
    const validation = sampleEvaluation({ split: 'validation', bleu: 9 });
    const run = sampleRun({ evaluations: [sampleEvaluation(), beam, validation] });
    expect(headlineEvaluation(run)?.decoder).toBe('greedy');
    expect(headlineEvaluation(sampleRun({ evaluations: [beam] }))).toBeNull();
  });
});
