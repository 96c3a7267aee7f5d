import type { PlainMap, PlainValue } from '../pickle/plain-value';

/** A map as an object that JSON can write; whole numbers beyond 2^53 become texts. */
export function plainObject(map: PlainMap): Record<string, unknown> {
  // Object.fromEntries takes `__proto__` as a name like any other.
  return Object.fromEntries([...map].map(([key, value]) => [String(key), jsonValue(value)]));
}

function jsonValue(value: PlainValue): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Map) return plainObject(value);
  return Array.isArray(value) ? value.map(jsonValue) : value;
}
