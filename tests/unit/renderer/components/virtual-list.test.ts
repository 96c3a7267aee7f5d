import { expect, it } from 'vitest';
import { tabStopOf } from '../../../../src-renderer/components/virtual-list.svelte';

it('leaves a list a tab stop when its chosen row is scrolled out of sight', () => {
  const items = [{ index: 40 }, { index: 41 }];
  expect(tabStopOf(items, 41)).toBe(41);
  expect(tabStopOf(items, 3)).toBe(40);
  expect(tabStopOf(items, null)).toBe(40);
  expect(tabStopOf([], 3)).toBeNull();
});
