import { expect, it, vi } from 'vitest';
import Sqlite from 'better-sqlite3';
import { seriesOfRecords } from '../../../src-shared/domain/step-series';
import { newStudy, epoch, step, temporaryHistory } from './samples';

function historyWithRun() {
  const history = temporaryHistory();
  const run = history.studies.create(newStudy).runs[0];
  return { history, run: run.id };
}

it('gives back steps and epochs as they were recorded', async () => {
  const { history, run } = historyWithRun();
  history.curves.addStep(run, step(1));
  history.curves.addStep(run, step(2));
  history.curves.addEpoch(run, epoch(1, 4, true));
  expect(history.curves.steps(run)).toEqual([step(1), step(2)]);
  expect(await history.curves.curves(run, 100)).toEqual({
    run,
    steps: seriesOfRecords([step(1), step(2)]),
    epochs: [epoch(1, 4, true)],
  });
});

it('keeps not-a-number and infinity, which stop a run', () => {
  const { history, run } = historyWithRun();
  history.curves.addStep(run, { ...step(1), loss: Number.NaN, gradientNorm: Number.POSITIVE_INFINITY });
  expect(history.curves.steps(run)).toEqual([
    { ...step(1), loss: Number.NaN, gradientNorm: Number.POSITIVE_INFINITY },
  ]);
});

it.each([2, 3, 7, 50, 99, 100, 1000])('thins 100 steps to at most %i, first and last kept', (maximum) => {
  const { history, run } = historyWithRun();
  for (let number = 1; number <= 100; number++) history.curves.addStep(run, step(number));
  const numbers = history.curves.steps(run, maximum).map((record) => record.step);
  expect(numbers).toHaveLength(Math.min(maximum, 100));
  expect(numbers[0]).toBe(1);
  expect(numbers.at(-1)).toBe(100);
  const gaps = numbers.slice(1).map((number, index) => number - numbers[index]);
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
});

it('writes waiting steps by itself, so that another process sees them', async () => {
  const { history, run } = historyWithRun();
  history.curves.addStep(run, step(1));
  const other = new Sqlite(history.home.database, { readonly: true });
  const count = () => (other.prepare('SELECT count(*) AS n FROM steps').get() as { n: number }).n;
  expect(count()).toBe(0);
  await vi.waitFor(() => expect(count()).toBe(1), { timeout: 10_000 });
  other.close();
});

it('forgets the steps and epochs that a resumed run does again', () => {
  const { history, run } = historyWithRun();
  for (let number = 1; number <= 30; number++)
    history.curves.addStep(run, step(number, Math.ceil(number / 10)));
  for (const number of [1, 2]) history.curves.addEpoch(run, epoch(number, 4, true));
  history.flush();
  history.curves.cutAfter(run, { step: 15, epoch: 1 });
  expect(history.curves.steps(run).map((record) => record.step)).toEqual(
    Array.from({ length: 15 }, (_, index) => index + 1),
  );
  expect(history.curves.epochs(run).map((record) => record.epoch)).toEqual([1]);
});

it('drops the steps that wait for a run which is deleted', () => {
  const { history, run } = historyWithRun();
  const study = history.studies.list()[0];
  for (const { id } of study.runs) history.runs.end(id, 'stopped', null);
  history.curves.addStep(run, step(1));
  history.deleteStudy(study);
  expect(() => history.flush()).not.toThrow();
});

it('writes steps that could not be written once they can', () => {
  const { history, run } = historyWithRun();
  const raw = new Sqlite(history.home.database);
  raw.exec(`CREATE TRIGGER full BEFORE INSERT ON steps BEGIN SELECT RAISE(ABORT, 'no space'); END`);
  history.curves.addStep(run, step(1));
  expect(() => history.flush()).toThrow('no space');
  raw.exec('DROP TRIGGER full');
  raw.close();
  history.flush();
  expect(history.curves.steps(run)).toEqual([step(1)]);
});

it('joins steps where there are more than asked for, and keeps the extremes', async () => {
  const { history, run } = historyWithRun();
  for (let number = 1; number <= 1000; number++)
    history.curves.addStep(run, { ...step(number), loss: number === 437 ? 50 : 1, seconds: 0.5 });
  const series = await history.curves.series(run, 100, { from: 1, to: 1000 });
  expect(series.step).toHaveLength(100);
  expect([...series.step.slice(0, 3)]).toEqual([10, 20, 30]);
  expect([...new Set(series.count)]).toEqual([10]);
  expect(series.seconds[0]).toBe(5);
  expect(series.lossMaximum[43]).toBe(50);
  expect(series.loss[43]).toBeCloseTo(5.9, 10);
  expect(series.tokensPerSecond[0]).toBe(1280);
});

it('gives a part of the steps, each by itself where there is room', async () => {
  const { history, run } = historyWithRun();
  for (let number = 1; number <= 1000; number++) history.curves.addStep(run, step(number));
  const { step: numbers } = await history.curves.series(run, 100, { from: 301, to: 400 });
  expect([...numbers]).toEqual(Array.from({ length: 100 }, (_, index) => 301 + index));
  expect((await history.curves.series(run, 100, { from: 2000, to: 3000 })).step).toHaveLength(0);
});

it('reads very many steps in slices, between which others have their turn, and misses none that come meanwhile', async () => {
  const { history, run } = historyWithRun();
  history.curves.addStep(run, step(1));
  history.flush();
  const raw = new Sqlite(history.home.database);
  raw.exec(`INSERT INTO steps WITH RECURSIVE numbers (step) AS (SELECT 2 UNION ALL SELECT step + 1 FROM numbers WHERE step < 50000)
    SELECT run_id, numbers.step, epoch, loss, gradient_norm, learning_rate, teacher_forcing_ratio, tokens, seconds
    FROM steps, numbers`);
  raw.close();
  let turns = 0;
  const other = setInterval(() => {
    if (turns++ === 0) history.curves.addStep(run, step(50_001));
  }, 0);
  const { step: numbers, count } = await history.curves.series(run, 500, { from: 0, to: Infinity });
  clearInterval(other);
  expect(turns).toBeGreaterThan(0);
  expect([...numbers.slice(0, 2), ...numbers.slice(-2)]).toEqual([100, 200, 50_000, 50_001]);
  expect([...new Set(count)]).toEqual([100, 1]);
});
