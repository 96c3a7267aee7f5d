import { expect, it, vi } from 'vitest';
import type { SettingsDescription } from '../../../../src-shared/contract/requests/settings';
import { Settings } from '../../../../src-renderer/state/settings.svelte';
import { connectBridge } from '../bridge';

const stored: SettingsDescription = {
  device: 'automatic',
  threads: 'automatic',
  processors: 4,
  hasGpu: false,
  overridden: { device: null, threads: null },
  problem: null,
};

it('shows a choice at once and tells of it when it is accepted', async () => {
  connectBridge({
    'settings.show': () => stored,
    'settings.change': (changes) => ({ ...stored, ...changes }),
  });
  const onChanged = vi.fn();
  const settings = new Settings(onChanged);
  await settings.load();
  const changing = settings.change({ threads: 2 });
  expect(settings.description.value?.threads).toBe(2);
  await changing;
  expect(settings.description.value).toEqual({ ...stored, threads: 2 });
  expect(onChanged).toHaveBeenCalledOnce();
});

it('takes back a choice that is refused, and says why', async () => {
  connectBridge({
    'settings.show': () => stored,
    'settings.change': () => {
      throw new Error('no GPU is set up');
    },
  });
  const onChanged = vi.fn();
  const settings = new Settings(onChanged);
  await settings.load();
  await settings.change({ device: 'cuda' });
  expect(settings.description.value?.device).toBe('automatic');
  expect(settings.description.failure?.message).toBe('no GPU is set up');
  expect(onChanged).not.toHaveBeenCalled();
});
