import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { scriptedBackend } from '../../helpers/scripted-backend';

const application = scriptedBackend();
const { request } = application;

it('remembers what was decided of the windows, and checks it', async () => {
  const guide = { study: null, watched: true, read: false, shown: false };
  await request('app.changePreferences', { starterDeclined: true, zoom: 1.5, guide });
  application.reopen();
  const { preferences } = await request('app.describe', {});
  expect(preferences).toMatchObject({ starterDeclined: true, zoom: 1.5, guide, theme: 'system' });
  expect(await application.backend.answer('app.changePreferences', { zoom: 9 })).toMatchObject({ ok: false });
});

it('remembers the theme, chooses data, and says that the portable backend is in use', async () => {
  await request('app.changePreferences', { theme: 'dark' });
  expect(await request('app.describe', {})).toMatchObject({
    preferences: { theme: 'dark' },
    home: application.home,
    engineNotice: expect.stringContaining('of a test'),
  });
  expect(await request('data.choose', { what: 'file' })).toBe('/data/pairs.jsonl');
  expect(await request('data.choose', { what: 'folder' })).toBeNull();
});

it('remembers the threads that were chosen, and what may be chosen', async () => {
  const processors = availableParallelism();
  const unchanged = { hasGpu: false, processors, problem: null };
  expect(await request('settings.show', {})).toMatchObject({
    ...unchanged,
    device: 'automatic',
    threads: 'automatic',
  });
  await request('settings.change', { threads: 1 });
  await request('settings.change', { device: 'cpu' });
  application.reopen();
  expect(await request('settings.show', {})).toMatchObject({ ...unchanged, device: 'cpu', threads: 1 });
});

it('refuses more threads than there are processors, and a GPU where none is set up', async () => {
  const processors = availableParallelism();
  await expect(request('settings.change', { threads: processors + 1 })).rejects.toThrow(
    `Threads is ${processors + 1}; it must be automatic or a whole number from 1 to ${processors}`,
  );
  await expect(request('settings.change', { device: 'cuda' })).rejects.toThrow(
    'not set up for an NVIDIA GPU',
  );
  expect(await request('settings.show', {})).toMatchObject({ device: 'automatic', threads: 'automatic' });
});

it('tells what is wrong with settings that were changed by hand', async () => {
  vi.stubEnv('UNROLL_THREADS', '');
  writeFileSync(path.join(application.home, 'preferences.json'), '{"threads": "all"}');
  application.reopen();
  const problem = expect.stringContaining('preferences.json: "threads" is "all"') as string;
  expect(await request('settings.show', {})).toMatchObject({ threads: 'automatic', problem });
  expect(await request('app.describe', {})).toMatchObject({ engineNotice: problem });
});

it('tells which environment variable stands before a setting', async () => {
  vi.stubEnv('UNROLL_DEVICE', 'cpu');
  vi.stubEnv('UNROLL_THREADS', '');
  expect(await request('settings.show', {})).toMatchObject({
    device: 'automatic',
    overridden: { device: 'UNROLL_DEVICE=cpu', threads: null },
  });
});
