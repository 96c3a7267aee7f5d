import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD_GLOBALS } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/globals';
import { NUMPY_GLOBALS } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/numpy';
import { plainValue } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/plain-value';
import { unpickle } from '../../../../../../src-main/engine/checkpoint/pytorch/pickle/unpickle';
import { UserError } from '../../../../../../src-shared/domain/errors';
import { Call, Named, Persistent, pickled, pickleOf, type PickleInput } from '../../../../../helpers/pickles';

const refuse = (reason: string) => new UserError(`file.pkl: ${reason}`);
const globals = new Map([...STANDARD_GLOBALS, ...NUMPY_GLOBALS]);
const read = (bytes: Buffer) => plainValue(unpickle(bytes, { globals, refuse }), refuse);
const base64 = (text: string) => Buffer.from(text, 'base64');

/** `{'big': 2**70, 'neg': -5, 'b': b'xyz', 't': (1, (2,), ()), 's': 'é', 'n': None, 'f': True}` by CPython, protocols 2 and 5. */
const MIXED = {
  2: 'gAJ9cQAoWAMAAABiaWdxAYoJAAAAAAAAAABAWAMAAABuZWdxAkr7////WAEAAABicQNjX2NvZGVjcwplbmNvZGUKcQRYAwAAAHh5enEFWAYAAABsYXRpbjFxBoZxB1JxCFgBAAAAdHEJSwFLAoVxCimHcQtYAQAAAHNxDFgCAAAAw6lxDVgBAAAAbnEOTlgBAAAAZnEPiHUu',
  5: 'gAWVSwAAAAAAAAB9lCiMA2JpZ5SKCQAAAAAAAAAAQIwDbmVnlEr7////jAFilEMDeHl6lIwBdJRLAUsChZQph5SMAXOUjALDqZSMAW6UTowBZpSIdS4=',
};

describe('a pickle of data', () => {
  it.each([2, 5] as const)('of protocol %i is read with all that data consist of', (protocol) => {
    expect(read(base64(MIXED[protocol]))).toEqual(
      new Map<string, unknown>([
        ['big', 2n ** 70n],
        ['neg', -5],
        ['b', Uint8Array.from(Buffer.from('xyz'))],
        ['t', [1, [2], []]],
        ['s', 'é'],
        ['n', null],
        ['f', true],
      ]),
    );
  });

  it('may have dictionaries of other kinds, with attributes that are left out', () => {
    const pairs: PickleInput = [['a', 1]];
    expect(read(pickled(new Call('collections', 'OrderedDict', [pairs])))).toEqual(new Map([['a', 1]]));
    expect(read(pickled(new Call('collections', 'Counter', [new Map([['a', 2]])])))).toEqual(
      new Map([['a', 2]]),
    );
    const list = new Named('builtins', 'list');
    expect(read(pickled(new Call('collections', 'defaultdict', [list])))).toEqual(new Map());
    // An ordered dictionary, then BUILD with a dictionary of attributes.
    expect(read(pickleOf('ccollections\nOrderedDict\n)R}b'))).toEqual(new Map());
  });

  it('has whole numbers beyond 2^53 exactly', () => {
    expect(read(pickled([2 ** 53 - 1, 2n ** 53n, -(2n ** 62n)]))).toEqual([
      2 ** 53 - 1,
      2n ** 53n,
      -(2n ** 62n),
    ]);
    expect(read(pickleOf(0x8a, 0))).toBe(0);
  });
});

describe('what asks for more than data is refused by name', () => {
  it.each<[string, PickleInput, RegExp]>([
    ['os.system', new Call('os', 'system', ['id']), /it asks for os\.system, and only data are read$/],
    ['posix.system', new Call('posix', 'system', ['id']), /it asks for os\.system \(as posix\.system\)/],
    ['eval', new Call('builtins', 'eval', ['1']), /it asks for builtins\.eval/],
    ['getattr', new Named('builtins', 'getattr'), /it asks for builtins\.getattr/],
    [
      'a class of the notebook',
      new Named('__main__', 'Vocabulary'),
      /it asks for __main__\.Vocabulary.*Save what it consists of instead.*torch\.save\(model\.state_dict\(\)/,
    ],
    ['a made-up name', new Named('a\u001b[31m', 'b'), /it asks for a\?+\[31m\.b/],
    ['a call of what is only named', new Call('builtins', 'list', []), /it calls builtins\.list/],
    ['data outside', new Persistent('0'), /refers to data outside of it/],
  ])('%s', (_, value, message) => {
    expect(() => read(pickled(value))).toThrow(message);
    expect(() => read(pickled(value))).toThrow(UserError);
  });

  it('in whatever way it is asked', () => {
    expect(() => read(pickleOf(0x8c, 2, 'os', 0x8c, 6, 'system', 0x93))).toThrow(/asks for os\.system/);
    expect(() => read(pickleOf('(ios\nsystem\n'))).toThrow(/asks for os\.system/);
  });
});

describe('a broken pickle', () => {
  it.each<[string, Buffer, RegExp]>([
    ['nothing', Buffer.alloc(0), /no pickle of protocol 2 to 5/],
    ['text', Buffer.from('(dp0\n.'), /no pickle of protocol 2 to 5; write it by/],
    ['an end before anything was made', pickleOf(), /damaged at byte 3/],
    ['a text that goes on beyond the end', pickleOf('X', '\xff\xff\xff\x7f', 'ab'), /it is cut off: byte 7/],
    ['a length of eight bytes', pickleOf(0x8d, '\xff'.repeat(8)), /it is cut off/],
    ['a text that is not UTF-8', pickleOf(0x8c, 1, '\xff'), /damaged/],
    ['a memo that was never filled', pickleOf('h', 7), /damaged/],
    ['a mark that was never set', pickleOf('t'), /damaged/],
    ['a value below a mark', pickleOf('K', 1, '(', '0'), /damaged/],
    ['a key without value', pickleOf('}(K', 1, 'u'), /damaged/],
    ['items of no dictionary', pickleOf('](K', 1, 'K', 2, 'u'), /damaged/],
    ['a whole number of 200 bytes', pickleOf(0x8a, 200, '\0'.repeat(200)), /whole number of 200 bytes/],
    ['a state of a number', pickleOf('K', 1, '}b'), /gives a state to what has none/],
    ['an operation that no data need', pickleOf('K', 1, 0x82, 1), /\(0x82\) is nothing that data need/],
  ])('with %s is refused', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(message);
    expect(() => read(bytes)).toThrow(UserError);
  });

  it('that holds itself, or one part a billion times, is refused', () => {
    // A list that is its own item.
    expect(() => read(pickleOf(']', 0x94, 'h', 0, 'a'))).toThrow(/nested more than 64 deep/);
    // Forty lists, each of the one before twice.
    const doubling = Array.from({ length: 40 }, (_, level) => ['](h', level, 'h', level, 'e', 0x94]).flat();
    expect(() => read(pickleOf(']', 0x94, ...doubling))).toThrow(/some part so many times over/);
  });

  it('that holds a part once more, further in, is refused where it is too deep there', () => {
    // A list of ten lists in one another (memo 1), and of the same within so many others.
    const heldWithin = (levels: number) =>
      read(
        pickleOf(
          ...[']', 0x94, ']'.repeat(10), 'a'.repeat(9), 0x94, 'a'],
          ...[']'.repeat(levels), 'h', 1, 'a'.repeat(levels), 'a'],
        ),
      );
    expect(JSON.stringify(heldWithin(54))).toBe(
      `[${'['.repeat(10)}${']'.repeat(10)},${'['.repeat(64)}${']'.repeat(64)}]`,
    );
    expect(() => heldWithin(55)).toThrow(/nested more than 64 deep/);
    expect(() => heldWithin(56)).toThrow(/nested more than 64 deep/);
  });
});

describe('numbers of numpy', () => {
  // `{'train_loss': [np.float64(1.25)], 'val_loss': np.array([1., 2.])}`, a defaultdict, by numpy 2.4.
  it.each([
    [
      2,
      'gAJjY29sbGVjdGlvbnMKZGVmYXVsdGRpY3QKcQBjX19idWlsdGluX18KbGlzdApxAYVxAlJxAyhYCgAAAHRyYWluX2xvc3NxBF1xBWNudW1weS5fY29yZS5tdWx0aWFycmF5CnNjYWxhcgpxBmNudW1weQpkdHlwZQpxB1gCAAAAZjhxCImIh3EJUnEKKEsDWAEAAAA8cQtOTk5K/////0r/////SwB0cQxiY19jb2RlY3MKZW5jb2RlCnENWAkAAAAAAAAAAADDtD9xDlgGAAAAbGF0aW4xcQ+GcRBScRGGcRJScRNhWAgAAAB2YWxfbG9zc3EUY251bXB5Ll9jb3JlLm11bHRpYXJyYXkKX3JlY29uc3RydWN0CnEVY251bXB5Cm5kYXJyYXkKcRZLAIVxF2gNWAEAAABicRhoD4ZxGVJxGodxG1JxHChLAUsChXEdaAqJaA1YEQAAAAAAAAAAAMOwPwAAAAAAAABAcR5oD4ZxH1JxIHRxIWJ1Lg==',
    ],
    [
      5,
      'gAWVDAEAAAAAAACMC2NvbGxlY3Rpb25zlIwLZGVmYXVsdGRpY3SUk5SMCGJ1aWx0aW5zlIwEbGlzdJSTlIWUUpQojAp0cmFpbl9sb3NzlF2UjBZudW1weS5fY29yZS5tdWx0aWFycmF5lIwGc2NhbGFylJOUjAVudW1weZSMBWR0eXBllJOUjAJmOJSJiIeUUpQoSwOMATyUTk5OSv////9K/////0sAdJRiQwgAAAAAAAD0P5SGlFKUYYwIdmFsX2xvc3OUjBNudW1weS5fY29yZS5udW1lcmljlIwLX2Zyb21idWZmZXKUk5QolhAAAAAAAAAAAAAAAAAA8D8AAAAAAAAAQJRoEksChZSMAUOUdJRSlHUu',
    ],
  ])('in a pickle of protocol %i become numbers', (_, pickle) => {
    expect(read(base64(pickle))).toEqual(
      new Map([
        ['train_loss', [1.25]],
        ['val_loss', [1, 2]],
      ]),
    );
  });

  it('in arrays become lists of lists, whichever byte order they have', () => {
    const type = new Call('numpy', 'dtype', ['i2', false, true]);
    const bytes = Buffer.from([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 255, 255]);
    const array = new Call('numpy.core.numeric', '_frombuffer', [bytes, type, [2, 3], 'C']);
    expect(read(pickled(array))).toEqual([
      [1, 2, 3],
      [4, 5, -1],
    ]);
    // The type is given the state (3, '>').
    const bigEndian = Buffer.concat([
      pickled(new Call('numpy', 'dtype', ['i2', false, true])).subarray(2, -1),
      pickled([3, '>']).subarray(2, -1),
      Buffer.from('b'),
    ]);
    const scalar = Buffer.concat([
      Buffer.from('cnumpy.core.multiarray\nscalar\n('),
      bigEndian,
      pickled(Buffer.of(1, 2)).subarray(2, -1),
      Buffer.from('tR'),
    ]);
    expect(read(pickleOf(scalar))).toBe(258);
  });

  it.each<[string, PickleInput, RegExp]>([
    ['of objects', new Call('numpy', 'dtype', ['O8']), /type "O8"; only numbers are read/],
    [
      'with fewer bytes than numbers',
      new Call('numpy.core.numeric', '_frombuffer', [
        Buffer.alloc(8),
        new Call('numpy', 'dtype', ['f8']),
        [2 ** 40, 2 ** 40],
        'C',
      ]),
      /whose data is 8 bytes/,
    ],
  ])('%s are refused', (_, value, message) => {
    expect(() => read(pickled(value))).toThrow(message);
  });
});

describe('whatever the bytes are', () => {
  const onlyUserErrors = (bytes: Buffer) => {
    try {
      read(bytes);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  };

  it('random ones are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        onlyUserErrors(Buffer.from(bytes));
        onlyUserErrors(pickleOf(Buffer.from(bytes).toString('latin1')));
      }),
      { numRuns: 2000 },
    );
  });

  it('valid ones with changed bytes are read or refused', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(
        fc.constantFrom(2, 5),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (protocol, changes) => {
          const bytes = base64(MIXED[protocol as 2 | 5]);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          onlyUserErrors(bytes);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
