import { expect, it } from 'vitest';
import type { Finding } from '../../../src-shared/domain/diagnosis';
import { environment, newStudy, temporaryHistory } from './samples';

const finding = (id: string): Finding => ({
  ...{ id, severity: 'warning', title: id, explanation: '', evidence: [], examples: [], epoch: 1 },
  remedy: { text: '', keys: [] },
});

function run() {
  const history = temporaryHistory();
  const [{ id }] = history.studies.create(newStudy).runs;
  return { history, log: history.trainingLog, id };
}

const sample = { processorPercent: 150, memoryBytes: 1000 };

it('gives back what happened, and forgets what a resumed run finds again but not what a person changed', () => {
  const { history, log, id } = run();
  const change = { step: 30, setting: 'LEARNING_RATE', from: 0.1, to: 0.01 } as const;
  const gpu = { percent: 90, memoryBytes: 5, totalBytes: 10 };
  log.addIntervention(id, change);
  for (const epoch of [1, 2]) log.addFinding(id, { epoch, finding: finding(`fault-${epoch}`) });
  log.addResources(id, { ...sample, step: 5, gpu: null });
  log.addResources(id, { ...sample, step: 25, gpu });
  expect(log.findings(id).map(({ finding: { id: fault } }) => fault)).toEqual(['fault-1', 'fault-2']);
  expect(log.resources(id)).toEqual([
    { ...sample, step: 5, gpu: null },
    { ...sample, step: 25, gpu },
  ]);

  history.startRun(id, { parameters: 1, stepsPerEpoch: 10, environment }, { step: 20, epoch: 1 });
  expect(log.findings(id).map(({ epoch }) => epoch)).toEqual([1]);
  expect(log.resources(id).map(({ step }) => step)).toEqual([5]);
  expect(log.interventions(id)).toEqual([change]);
});

it('keeps few samples of a run of days', () => {
  const { log, id } = run();
  for (let step = 1; step <= 40_000; step++) log.addResources(id, { ...sample, step, gpu: null });
  const kept = log.resources(id).map(({ step }) => step);
  expect(kept.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(kept.length).toBeGreaterThan(500);
  expect(kept.length).toBeLessThan(3000);
});
