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
 * Copies what was unpickled, or parsed from JSON, into a tree, whose parts are its own: a pickle may hold itself, or one part a billion times.
 * `other` says what stands for values that are no data in themselves, such as tensors.
 * @throws UserError when the tree is too deep or too large, or has something that is no data.
 */
export function plainValue(
  value: unknown,
  refuse: Refusal,
  other: (value: object) => PlainValue | undefined = () => undefined,
): PlainValue {
  let values = 0;
  let characters = 0;
  const count = (length: number) => {
    characters += length;
    if (++values > MOST_VALUES || characters > MOST_CHARACTERS)
      throw refuse('it holds some part so many times over that it would fill the memory');
  };
  const copy = (part: unknown, depth: number): PlainValue => {
    count(typeof part === 'string' || part instanceof Uint8Array ? part.length : 0);
    if (depth > DEEPEST) throw refuse(`its data are nested more than ${DEEPEST} deep`);
    if (part === null || part instanceof Uint8Array) return part;
    if (Array.isArray(part)) return part.map((item) => copy(item, depth + 1));
    if (part instanceof Map)
      return new Map([...part].map(([key, item]) => [copy(key, depth + 1), copy(item, depth + 1)]));
    if (part instanceof NumberArray) return copy(nested(part), depth);
    if (typeof part === 'object') {
      if (Object.getPrototypeOf(part) === Object.prototype) return copy(new Map(Object.entries(part)), depth);
      const replacement = other(part);
      if (replacement !== undefined) return replacement;
      throw refuse('it holds something that is no data');
    }
    return part as PlainValue;
  };
  return copy(value, 0);
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
