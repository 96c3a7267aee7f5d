import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Example } from '../../../../src-shared/domain/data';
import { ExampleSelection, ExampleStore } from '../../../../src-main/engine/data/examples';

function storeOf(examples: readonly Example[]): ExampleStore {
  const store = new ExampleStore();
  for (const example of examples) store.add(example);
  return store;
}

describe('ExampleStore', () => {
  it('gives back every text, also halves of surrogate pairs and byte order marks', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((unit) => String.fromCharCode(unit)) }),
      fc.constant('\ufeffa'),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ docstring: text, code: text })), (examples) => {
        const store = storeOf(examples);
        expect(store.length).toBe(examples.length);
        expect([...store]).toEqual(examples);
      }),
    );
  });

  it('holds texts that are larger than its blocks', () => {
    const large = { docstring: 'a'.repeat(9_000_000), code: 'é'.repeat(9_000_000) };
    const small = { docstring: 'b', code: 'c' };
    const store = storeOf([small, large, small]);
    expect(store.at(0)).toEqual(small);
    expect(store.at(1)).toEqual(large);
    expect(store.at(2)).toEqual(small);
  });

  it('refuses a position that it does not have', () => {
    expect(() => storeOf([]).at(0)).toThrow(RangeError);
    expect(() => new ExampleSelection(storeOf([]), new Int32Array(0)).hash(0)).toThrow(RangeError);
  });
});

describe('the hash of an example', () => {
  it('is the SHA-256 of both texts, each after its length in bytes', () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 2]),
      Buffer.from('é', 'utf8'),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]),
      Buffer.from('x'),
    ]);
    const store = storeOf([
      { docstring: 'another', code: 'y' },
      { docstring: 'é', code: 'x' },
    ]);
    expect(store.hash(1)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('tells apart pairs whose texts are equal when put together', () => {
    const store = storeOf([
      { docstring: 'ab', code: 'c' },
      { docstring: 'a', code: 'bc' },
    ]);
    expect(store.hash(0)).not.toBe(store.hash(1));
  });
});

describe('ExampleSelection', () => {
  const examples = ['a', 'b', 'c', 'd'].map((letter) => ({ docstring: letter, code: letter }));

  it('has the chosen examples in their order', () => {
    const store = storeOf(examples);
    const selection = new ExampleSelection(store, Int32Array.of(3, 0));
    expect(selection.length).toBe(2);
    expect([...selection]).toEqual([examples[3], examples[0]]);
    expect(selection.at(1)).toEqual(examples[0]);
    expect(selection.hash(0)).toBe(store.hash(3));
    expect([...ExampleSelection.range(store, 1, 2)]).toEqual([examples[1], examples[2]]);
  });
});
