import { expect, it } from 'vitest';
import { newIdentifier } from '../../../src-main/history/identifiers';

it('makes ten readable characters, strictly rising within a process', () => {
  const identifiers = Array.from({ length: 40_000 }, newIdentifier);
  for (const identifier of identifiers.slice(0, 100)) expect(identifier).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
  expect(new Set(identifiers).size).toBe(identifiers.length);
  expect([...identifiers].sort()).toEqual(identifiers);
});
