import { expect, it } from 'vitest';
import { RecentTexts } from '../../../../src-renderer/state/recent-texts.svelte';

it('keeps each text once, the newest first, and only the end of what was typed', () => {
  const recent = new RecentTexts();
  for (const text of ['Ret', 'Return', 'Return x. ', '', 'Sum', 'Return x.']) recent.add(text);
  expect(recent.all).toEqual(['Return x.', 'Sum']);
});

it('forgets the oldest of many', () => {
  const recent = new RecentTexts();
  for (let index = 0; index < 30; index++) recent.add(`${String.fromCharCode(97 + (index % 26))}${index}`);
  expect(recent.all).toHaveLength(20);
  expect(recent.all[0]).toBe('d29');
});
