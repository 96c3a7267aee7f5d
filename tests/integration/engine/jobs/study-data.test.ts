import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { KEEPING, PREPARED_BEFORE } from '../../../../src-main/engine/checkpoint/preparation-cache';
import { JobControl } from '../../../../src-main/engine/job-control';
import { studyData } from '../../../../src-main/engine/jobs/study-data';
import type { EngineEvent } from '../../../../src-shared/contract/engine/events';
import type { TrainJob } from '../../../../src-shared/contract/engine/jobs';
import { temporaryFolder } from '../../../helpers/data';
import { only, tinyConfiguration, trainJob } from '../../../helpers/engine-jobs';

const rows = (count: number) =>
  Array.from({ length: count }, (_, number) =>
    JSON.stringify({ docstring: `Add ${number}.`, code: `def add_${number}(x):\n    return x + ${number}` }),
  ).join('\n');

/** A home with a file of rows, and a way to prepare studies of it. */
async function homeWith(count: number) {
  const home = await temporaryFolder();
  const path = join(home, 'rows.jsonl.gz');
  writeFileSync(path, gzipSync(rows(count)));
  const prepare = async (
    study: string,
    given: Partial<TrainJob> = {},
    onEvent: (event: EngineEvent, control: JobControl) => void = () => {},
  ) => {
    const job = { ...trainJob(home, [], tinyConfiguration()), source: { location: path }, study, ...given };
    const events: EngineEvent[] = [];
    const control = new JobControl();
    const emit = (event: EngineEvent) => {
      events.push(event);
      onEvent(event, control);
    };
    const prepared = await studyData(job, { control, emit, flushed: async () => {} });
    const activities = only(events, 'progress').map(({ activity }) => activity);
    return { ...prepared, events, activities, split: only(events, 'split-ready')[0].split };
  };
  return { home, path, prepare, cache: join(home, 'datasets/prepared') };
}

/** Names and contents of a study's files. */
function filesOf(home: string, study: string): Record<string, string> {
  const folder = join(home, 'studies', study);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

it('a second study of the same rows and settings takes what the first prepared, and says so', async () => {
  const { home, prepare } = await homeWith(80);
  const first = await prepare('first');
  const second = await prepare('second');
  expect(first.activities).toContain('Tokenising');
  expect(first.activities).not.toContain(PREPARED_BEFORE);
  expect(second.activities).toContain(PREPARED_BEFORE);
  expect(second.activities).not.toContain('Tokenising');
  expect(second.data).toEqual(first.data);
  expect(second.split).toEqual(first.split);
  expect(filesOf(home, 'second')).toEqual(filesOf(home, 'first'));
});

it('what was prepared from a file serves its copy elsewhere, under the name of the copy', async () => {
  const { home, path, prepare } = await homeWith(80);
  await prepare('first');
  const copy = join(home, 'copy.jsonl.gz');
  writeFileSync(copy, readFileSync(path));
  const second = await prepare('second', { source: { location: copy } });
  expect(second.activities).toContain(PREPARED_BEFORE);
  expect(second.split).toMatchObject({ location: copy, description: copy });
  expect(filesOf(home, 'second')['split.json']).not.toBe(filesOf(home, 'first')['split.json']);
});

it('other rows or settings are prepared anew', async () => {
  const { path, prepare, cache } = await homeWith(80);
  await prepare('first');
  const other = await prepare('second', { configuration: tinyConfiguration({ SEED: 1 }) });
  expect(other.activities).toContain('Tokenising');
  writeFileSync(path, gzipSync(rows(81)));
  expect((await prepare('third')).activities).toContain('Tokenising');
  expect(readdirSync(cache)).toHaveLength(3);
});

it('kept data that were damaged are not used but prepared again', async () => {
  const { prepare, cache } = await homeWith(80);
  const first = await prepare('first');
  const [entry] = readdirSync(cache);
  const encoded = join(cache, entry!, 'encoded.bin');
  writeFileSync(encoded, readFileSync(encoded).fill(9, 40, 41));
  const second = await prepare('second');
  expect(second.activities).toContain('Tokenising');
  expect(second.data).toEqual(first.data);
  expect((await prepare('third')).activities).toContain(PREPARED_BEFORE);
});

it('the cache may be deleted at any time; studies keep their data', async () => {
  const { prepare, cache } = await homeWith(80);
  const first = await prepare('first');
  rmSync(cache, { recursive: true });
  expect((await prepare('first')).data).toEqual(first.data);
  expect((await prepare('second')).data).toEqual(first.data);
});

it('where nothing can be kept the study is prepared all the same, and the user is told', async () => {
  const { home, prepare } = await homeWith(80);
  writeFileSync(join(home, 'datasets'), 'no folder');
  const { events, data } = await prepare('first');
  expect(data.train).toHaveLength(48);
  expect(only(events, 'notice').map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The prepared data could not be kept for another study \(.*ENOTDIR/),
  ]);
});

it('several studies at once prepare the same data without harm', async () => {
  const { prepare, cache } = await homeWith(2000);
  const studies = await Promise.all(['a', 'b', 'c'].map((study) => prepare(study)));
  for (const { data } of studies) expect(data).toEqual(studies[0]!.data);
  expect(readdirSync(cache)).toHaveLength(1);
  expect((await prepare('d')).activities).toContain(PREPARED_BEFORE);
});

it('tells of every stage in order, and that each comes to its end', async () => {
  const { events, activities } = await (await homeWith(80)).prepare('first');
  expect([...new Set(activities)]).toEqual([
    'Looking for data prepared before',
    'Reading rows.jsonl.gz',
    'Splitting',
    'Tokenising',
    'Encoding',
    ...(activities.includes('Storing examples') ? ['Storing examples'] : []),
    KEEPING,
  ]);
  const last = new Map(only(events, 'progress').map((event) => [event.activity, event]));
  for (const { done, total } of last.values()) if (total !== null) expect(done).toBe(total);
});

const WHOLE = tinyConfiguration({ TRAIN_SIZE: 18_000, VAL_SIZE: 1000, TEST_SIZE: 1000 });

it.each(['Reading rows.jsonl.gz', 'Tokenising', 'Encoding'])(
  'ends soon when it is stopped while %s, and leaves no study',
  async (stage) => {
    const { home, prepare, cache } = await homeWith(20_000);
    let stoppedAt = 0;
    const stopped = prepare('first', { configuration: WHOLE }, (event, control) => {
      if (event.type !== 'progress' || event.activity !== stage || stoppedAt > 0) return;
      stoppedAt = performance.now();
      setTimeout(() => control.stop());
    });
    await expect(stopped).rejects.toThrow('The job was stopped');
    expect(performance.now() - stoppedAt).toBeLessThan(2000);
    expect(readdirSync(home).includes('studies') && readdirSync(join(home, 'studies/first'))).not.toContain(
      'split.json',
    );
    expect(() => readdirSync(cache)).toThrow('ENOENT');
  },
);

it('does nothing while it is paused, and then goes on to the same data', async () => {
  const { prepare } = await homeWith(20_000);
  let pausedAt = 0;
  let eventsAtPause = 0;
  let eventsAfterPause = 0;
  let count = 0;
  const { data } = await prepare('first', { configuration: WHOLE }, (event, control) => {
    count++;
    if (event.type !== 'progress' || event.activity !== 'Tokenising' || pausedAt > 0) return;
    pausedAt = performance.now();
    setTimeout(() => {
      control.pause();
      setTimeout(() => (eventsAtPause = count), 250);
      setTimeout(() => {
        eventsAfterPause = count;
        control.continue();
      }, 1000);
    });
  });
  expect(eventsAtPause).toBeGreaterThan(0);
  expect(eventsAfterPause).toBe(eventsAtPause);
  expect(data.train).toHaveLength(18_000);
  expect((await prepare('second', { configuration: WHOLE })).data).toEqual(data);
});
