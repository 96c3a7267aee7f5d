import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../../../../src-main/engine/checkpoint/pytorch/checkpoint-file';
import { UserError } from '../../../../../src-shared/domain/errors';
import {
  Call,
  floats,
  pickled,
  tensor,
  writeCheckpoint,
  type PickleInput,
} from '../../../../helpers/pickles';
import { pytorchFixture } from '../../../../helpers/pytorch-checkpoints';
import { temporaryFolder } from '../../../history/samples';

/** Twelve numbers, 0 to 11. */
const TWELVE = floats(...Array.from({ length: 12 }, (_, index) => index));

/** Reads a checkpoint of one tensor, out of the storage `data/0`. */
async function readTensor(input: Parameters<typeof tensor>[0], storage: Buffer, more = {}) {
  const pickle = pickled(new Map([['weight', tensor(input)]]));
  const path = await writeCheckpoint(temporaryFolder(), pickle, { 'data/0': storage, ...more });
  const { tensors } = await readCheckpoint(path);
  return { shape: tensors[0].shape, values: [...tensors[0].values] };
}

const reading = async (value: PickleInput, entries: Record<string, Buffer | string> = {}) =>
  readCheckpoint(await writeCheckpoint(temporaryFolder(), pickled(value), entries));

describe('tensors', () => {
  it.each<[string, Parameters<typeof tensor>[0], number[]]>([
    ['row after row', { shape: [3, 4], strides: [4, 1], size: 12 }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['transposed', { shape: [4, 3], strides: [1, 4], size: 12 }, [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]],
    ['cut out', { shape: [2, 2], strides: [4, 2], offset: 4, size: 12 }, [4, 6, 8, 10]],
    ['one number', { shape: [], strides: [], offset: 7, size: 12 }, [7]],
    ['spread by strides of zero', { shape: [2, 3], strides: [0, 1], size: 12 }, [0, 1, 2, 0, 1, 2]],
    ['without extent', { shape: [0, 4], strides: [4, 1], size: 12 }, []],
  ])('that are %s are read as they are meant', async (_, input, values) => {
    expect(await readTensor(input, TWELVE)).toEqual({ shape: input.shape, values });
  });

  it.each<[string, Buffer, number[]]>([
    ['Double', Buffer.from(Float64Array.of(1.5, -2, 1e-3).buffer), [1.5, -2, Math.fround(1e-3)]],
    // 1.5, -2, the smallest positive number, infinity.
    [
      'Half',
      Buffer.from(Uint16Array.of(0x3e00, 0xc000, 0x0001, 0x7c00).buffer),
      [1.5, -2, 2 ** -24, Infinity],
    ],
    ['BFloat16', Buffer.from(Uint16Array.of(0x3fc0, 0xc000).buffer), [1.5, -2]],
    ['Long', Buffer.from(BigInt64Array.of(-3n, 7n).buffer), [-3, 7]],
    ['Int', Buffer.from(Int32Array.of(-3, 7).buffer), [-3, 7]],
    ['Bool', Buffer.of(1, 0), [1, 0]],
  ])('of type %s become float32', async (element, storage, values) => {
    const size = values.length;
    const read = await readTensor({ shape: [size], strides: [1], size, element }, storage);
    expect(read.values).toEqual(values);
  });

  it('of a computer with the other byte order are turned round', async () => {
    const storage = Buffer.alloc(8);
    storage.writeFloatBE(1.5, 0);
    storage.writeFloatBE(-2, 4);
    const input = { shape: [2], strides: [1], size: 2 };
    expect((await readTensor(input, storage, { byteorder: 'big' })).values).toEqual([1.5, -2]);
    await expect(readTensor(input, storage, { byteorder: 'middle' })).rejects.toThrow(
      /neither little nor big/,
    );
  });

  it.each<[string, Parameters<typeof tensor>[0], RegExp]>([
    [
      'more numbers than are stored',
      { shape: [13], strides: [1], size: 12 },
      /\[13\].*only 12 numbers are stored/,
    ],
    ['an end behind the storage', { shape: [2, 4], strides: [8, 1], offset: 4, size: 12 }, /only 12 numbers/],
    ['a size that overflows', { shape: [2 ** 40, 2 ** 40], strides: [0, 0], size: 12 }, /only 12 numbers/],
    ['a billion rows by a stride of zero', { shape: [1e9, 1], strides: [0, 1], size: 12 }, /only 12 numbers/],
    ['a negative stride', { shape: [2], strides: [-1], size: 12 }, /shape or place is damaged/],
    ['a size beyond 2^53', { shape: [2n ** 60n], strides: [1], size: 2n ** 60n }, /no tensor/],
    ['a hundred dimensions', { shape: Array(100).fill(1), strides: Array(100).fill(1), size: 12 }, /damaged/],
    ['a storage of another size', { shape: [2], strides: [1], size: 13 }, /has 48 bytes where 13 numbers/],
    ['a storage that is not there', { shape: [2], strides: [1], size: 12, key: '7' }, /data\/7 is missing/],
    ['a storage by a path', { shape: [2], strides: [1], size: 12, key: '../0' }, /no tensor/],
    [
      'complex numbers',
      { shape: [2], strides: [1], size: 2, element: 'ComplexFloat' },
      /torch\.ComplexFloatStorage/,
    ],
  ])('with %s are refused', async (_, input, message) => {
    await expect(readTensor(input, TWELVE)).rejects.toThrow(message);
    await expect(readTensor(input, TWELVE)).rejects.toThrow(UserError);
  });

  it('that share a storage a thousand times over are refused before the memory is full', async () => {
    const size = 2 ** 20;
    const whole = tensor({ shape: [size], strides: [1], size });
    const names = Array.from({ length: 300 }, (_, index) => [`weight${index}`, whole] as const);
    await expect(reading(new Map(names), { 'data/0': Buffer.alloc(4 * size) })).rejects.toThrow(
      /its tensors have 314572800 numbers; at most 268435456 are read/,
    );
  });

  describe('of two storages that take turns', () => {
    const size = 2 ** 20;
    const turns = (count: number) =>
      Array.from({ length: count }, (_, index): [string, PickleInput] => [
        `weight${index}`,
        tensor({ shape: [1], strides: [1], size, key: String(index % 2) }),
      ]);
    const entries = { 'data/0': Buffer.alloc(4 * size), 'data/1': Buffer.alloc(4 * size, 1) };

    it('are read', async () => {
      const { tensors } = await reading(new Map(turns(6)), entries);
      expect(tensors.map(({ values }) => values[0] === 0)).toEqual([true, false, true, false, true, false]);
    });

    it('are refused before both are read thousands of times', async () => {
      const refusal = /so that 12582912000 bytes are to be read; at most 8589934592 are/;
      await expect(reading(new Map(turns(3000)), entries)).rejects.toThrow(refusal);
    });
  });

  it('are refused when they are too many', async () => {
    const one = tensor({ shape: [1], strides: [1], size: 1 });
    const names = Array.from({ length: 10_001 }, (_, index) => [`weight${index}`, one] as const);
    await expect(reading(new Map(names), { 'data/0': floats(1) })).rejects.toThrow(
      /it has 10001 tensors; at most 10000 are read/,
    );
  });
});

describe('a checkpoint', () => {
  const one = tensor({ shape: [1], strides: [1], size: 1 });
  const state = new Map([['decoder.fc.bias', one]]);
  const entries = { 'data/0': floats(3) };

  it.each(['model_state_dict', 'model_state', 'state_dict'])('may hold its weights as %s', async (name) => {
    const content = new Map<PickleInput, PickleInput>([
      ['epoch', 3],
      [name, state],
      ['val_loss', one],
      ['optimizer_state_dict', new Map([['state', new Map([[0, one]])]])],
    ]);
    const { tensors, beside } = await reading(content, entries);
    expect(tensors).toEqual([{ name: 'decoder.fc.bias', shape: [1], values: Float32Array.of(3) }]);
    expect([...beside]).toEqual([
      ['epoch', 3],
      ['val_loss', [3]],
    ]);
  });

  it('without a state dictionary is refused with how to save one', async () => {
    await expect(reading(new Map([['epoch', 3]]))).rejects.toThrow(
      /holds no state dictionary.*torch\.save\(model\.state_dict\(\)/,
    );
    await expect(reading([1, 2])).rejects.toThrow(/holds no state dictionary/);
  });

  it('that is a TorchScript program is refused with what to save', async () => {
    await expect(reading(state, { ...entries, 'constants.pkl': '' })).rejects.toThrow(/TorchScript program/);
  });

  it('of a whole model is refused with what to save', async () => {
    const path = pytorchFixture('hostile_whole_model.pt');
    await expect(readCheckpoint(path)).rejects.toThrow(
      /hostile_whole_model\.pt: it asks for .*whole pickled object.*torch\.save\(model\.state_dict\(\), 'model\.pt'\)/,
    );
  });

  it('that would run a program is refused by the name of what it asks for', async () => {
    await expect(readCheckpoint(pytorchFixture('hostile_os_system.pt'))).rejects.toThrow(
      /hostile_os_system\.pt: it asks for os\.system/,
    );
    await expect(reading(new Call('builtins', 'exec', ['1']))).rejects.toThrow(/asks for builtins\.exec/);
  });

  it('in the formats before PyTorch 1.6 is refused with the line that writes it anew', async () => {
    const remedy = "torch.save(torch.load(f, map_location='cpu'), f)";
    await expect(readCheckpoint(pytorchFixture('hostile_legacy.pt'))).rejects.toThrow(
      `written in the pickle format of PyTorch before 1.6; write it anew with a newer one: ${remedy}`,
    );
    const tar = join(temporaryFolder(), 'old.pt');
    writeFileSync(tar, Buffer.concat([Buffer.from('storages\0'), Buffer.alloc(600)]));
    await expect(readCheckpoint(tar)).rejects.toThrow(
      /written in the tar format of PyTorch before 1\.6.*torch\.save/,
    );
  });

  it.each<[string, Buffer, RegExp]>([
    ['empty', Buffer.alloc(0), /the file is empty/],
    ['a text', Buffer.from('weights'), /no checkpoint of PyTorch/],
    ['cut off', readFileSync(pytorchFixture('published_lstm.pt')).subarray(0, 9000), /its end is missing/],
  ])('that is %s is refused by name', async (_, bytes, message) => {
    const path = join(temporaryFolder(), 'model.pt');
    writeFileSync(path, bytes);
    await expect(readCheckpoint(path)).rejects.toThrow(message);
    await expect(readCheckpoint(path)).rejects.toThrow(path);
  });

  it('that is not there, or is a folder, is refused by name', async () => {
    const folder = temporaryFolder();
    for (const path of [folder, join(folder, 'none.pt')])
      await expect(readCheckpoint(path)).rejects.toThrow(`${path}: cannot be read`);
  });

  it('with any bytes changed is read or refused', async () => {
    const original = readFileSync(pytorchFixture('published_vanilla_rnn.pt'));
    const path = join(temporaryFolder(), 'changed.pt');
    // Most bytes are numbers: the pickle at the start and the directory at the end are where changes matter.
    const place = fc.oneof(fc.nat(1800), fc.integer({ min: -1800, max: -1 }), fc.nat(original.length - 1));
    const change = fc.tuple(place, fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(original);
        for (const [at, value] of changes) bytes[at < 0 ? bytes.length + at : at] = value;
        writeFileSync(path, bytes);
        await readCheckpoint(path).catch((error: unknown) => {
          if (!(error instanceof UserError)) throw error;
        });
      }),
      { numRuns: 300 },
    );
  });
});
