import { NumberArray } from './numpy';
import type { Refusal } from './machine';

/** What a file of data consists of, whether it was a pickle or JSON. Dictionaries and JSON objects are maps. */
export type PlainValue =
  null | boolean | number | bigint | string | Uint8Array | readonly PlainValue[] | PlainMap;

export type PlainMap = ReadonlyMap<PlainValue, PlainValue>;

/** Deeper than any data; and as much as it may come to where parts are used many times over. */
const DEEPEST = 64;
const MOST_VALUES = 10_000_000;
const MOST_CHARACTERS = 512 * 1024 ** 2;

/**
 * Copies what was unpickled, or parsed from JSON, into a tree, whose parts are its own: a pickle may hold itself, or one part a
 * billion times.
 * `other` says what stands for values that are no data in themselves, such as tensors.
 * @throws UserError when the tree is too deep or too large, or has something that is no data.
 */
export function plainValue(
  value: unknown,
  refuse: Refusal,
  other: (value: object) => PlainValue | undefined = () => undefined,
): PlainValue {
  measureTree(value, refuse);
  const copy = (part: unknown): PlainValue => {
    if (part === null || part instanceof Uint8Array) return part;
    if (Array.isArray(part)) return part.map(copy);
    if (part instanceof Map) return new Map([...part].map(([key, item]) => [copy(key), copy(item)]));
    if (part instanceof NumberArray) return copy(nested(part));
    if (typeof part === 'object') {
      if (isRecord(part)) return copy(new Map(Object.entries(part)));
      const replacement = other(part);
      if (replacement !== undefined) return replacement;
      throw refuse('it holds something that is no data');
    }
    return part as PlainValue;
  };
  return copy(value);
}

/** What a part comes to as a tree. */
interface Extent {
  readonly values: number;
  readonly characters: number;
  /** Levels below it. */
  readonly height: number;
}

/**
 * Refuses what would be too deep or too large as a tree before any of it is copied. Each part is measured once, however often
 * it is held.
 */
function measureTree(value: unknown, refuse: Refusal): void {
  const known = new Map<unknown, Extent>();
  const tooDeep = () => refuse(`its data are nested more than ${DEEPEST} deep`);
  const measure = (part: unknown, depth: number): Extent => {
    if (depth > DEEPEST) throw tooDeep();
    if (typeof part === 'string' || part instanceof Uint8Array)
      return { values: 1, characters: part.length, height: 0 };
    if (part instanceof NumberArray) return measure(nested(part), depth);
    const before = known.get(part);
    if (before && depth + before.height > DEEPEST) throw tooDeep();
    if (before) return before;
    const items = itemsOf(part);
    if (items === null) return { values: 1, characters: 0, height: 0 };
    let values = 1;
    let characters = 0;
    let height = 0;
    for (const item of items) {
      const extent = measure(item, depth + 1);
      values += extent.values;
      characters += extent.characters;
      height = Math.max(height, extent.height + 1);
      if (values > MOST_VALUES || characters > MOST_CHARACTERS)
        throw refuse('it holds some part so many times over that it would fill the memory');
    }
    const extent = { values, characters, height };
    known.set(part, extent);
    return extent;
  };
  measure(value, 0);
}

/** What lists and dictionaries hold; null for what holds nothing. */
function itemsOf(part: unknown): readonly unknown[] | null {
  if (Array.isArray(part)) return part;
  if (part instanceof Map) return [...part.keys(), ...part.values()];
  return isRecord(part) ? [...Object.keys(part), ...Object.values(part)] : null;
}

/** Whether it is an object as JSON makes them. */
function isRecord(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === Object.prototype;
}

/** Rows of rows; a single number for an array without extent. */
function nested({ shape, values }: NumberArray): unknown {
  if (shape.includes(0)) return [];
  return [...shape]
    .reverse()
    .reduce<unknown[]>(
      (rows, extent) =>
        Array.from({ length: rows.length / extent }, (_, row) =>
          rows.slice(row * extent, (row + 1) * extent),
        ),
      [...values],
    )[0];
}
