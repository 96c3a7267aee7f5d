import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffTokens } from '../../../../src-shared/format/token-diff';

const words = (text: string) => text.split(' ').filter(Boolean);
const written = (first: string, second: string) =>
  diffTokens(words(first), words(second))
    .map(({ text, change }) => ({ same: '', missing: '-', extra: '+' })[change] + text)
    .join(' ');

it.each([
  ['a b c', 'a b c', 'a b c'],
  ['a b c', 'a x c', 'a -b +x c'],
  ['a b c d', 'a d', 'a -b -c d'],
  ['return x', 'return self . x', 'return +self +. x'],
  ['a', '', '-a'],
  ['', 'a', '+a'],
])('says what turns %j into %j', (first, second, expected) => {
  expect(written(first, second)).toBe(expected);
});

it('holds both lists, with as much in common as there is', () => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(list, list, (first, second) => {
      const diff = diffTokens(first, second);
      expect(diff.filter(({ change }) => change !== 'extra').map(({ text }) => text)).toEqual(first);
      expect(diff.filter(({ place }) => place !== null).map(({ place }) => second[place!])).toEqual(second);
      const back = diffTokens(second, first);
      const same = (changes: typeof diff) => changes.filter(({ change }) => change === 'same').length;
      expect(same(back)).toBe(same(diff));
    }),
  );
});
