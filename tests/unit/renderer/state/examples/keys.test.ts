import { expect, it } from 'vitest';
import { EXAMPLE_KEYS, exampleKey, shownKeys } from '../../../../../src-renderer/state/examples/keys';

const press = (key: string, changes = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
  ...changes,
});

it.each([
  ['j', { action: 'move', by: 1 }],
  ['ArrowUp', { action: 'move', by: -1 }],
  ['G', { action: 'last' }],
  ['1', { action: 'outcome', outcome: 'empty-output' }],
  ['7', { action: 'outcome', outcome: 'other' }],
  ['c', { action: 'outcome', outcome: 'correct' }],
  ['0', { action: 'clear' }],
  ['8', null],
  ['x', null],
  ['toString', null],
])('%s in the list means %j', (key, expected) => {
  expect(exampleKey(press(key), true)).toEqual(expected);
});

it('leaves scrolling to what has the focus, and combined keys to others', () => {
  expect(exampleKey(press('ArrowDown'), false)).toBeNull();
  expect(exampleKey(press('j'), false)).not.toBeNull();
  for (const held of ['ctrlKey', 'metaKey', 'altKey', 'defaultPrevented'])
    expect(exampleKey(press('j', { [held]: true }), true)).toBeNull();
});

it('is told in help as it is: every key that does something is named there once', () => {
  const told = EXAMPLE_KEYS.flatMap(({ keys }) => keys);
  expect(new Set(told).size).toBe(told.length);
  const printable = Array.from({ length: 94 }, (_, code) => String.fromCharCode(33 + code));
  const working = printable.filter((key) => exampleKey(press(key), true) !== null);
  expect(working.filter((key) => !told.includes(key))).toEqual([]);
  expect(shownKeys(EXAMPLE_KEYS[0])).toEqual(['j', '↓']);
  expect(EXAMPLE_KEYS.map(shownKeys)).toContainEqual(['1', '…', '7']);
});
