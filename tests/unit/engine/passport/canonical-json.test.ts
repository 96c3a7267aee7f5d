import { expect, it } from 'vitest';
import { canonicalJson, hashOf, readableJson } from '../../../../src-main/engine/passport/canonical-json';

it('writes the example of RFC 8785, section 3.2.2', () => {
  const value = {
    numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"\/',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

it('sorts names by their code units, at every level, and leaves out what is undefined', () => {
  expect(canonicalJson({ b: { y: 1, x: 2 }, B: [], '10': 1, '2': 2, a: undefined })).toBe(
    '{"10":1,"2":2,"B":[],"b":{"x":2,"y":1}}',
  );
});

it('gives equal values equal hashes, whatever the order of their members', () => {
  expect(hashOf({ a: 1, b: [2] })).toBe(hashOf({ b: [2], a: 1 }));
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }));
});

it('writes the same for people, an item a line', () => {
  const value = { b: [1, { c: [] }], a: {} };
  expect(readableJson(value)).toBe('{\n "a": {},\n "b": [\n  1,\n  {\n   "c": []\n  }\n ]\n}\n');
  expect(JSON.parse(readableJson(value))).toEqual(value);
});

it('refuses what JSON cannot say', () => {
  expect(() => canonicalJson([Number.NaN])).toThrow(RangeError);
});
