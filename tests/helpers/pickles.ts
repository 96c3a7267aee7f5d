import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryOf, zipContent } from '../../src-main/engine/files/zip/write-zip';

/** A value that is made by calling a global: what a pickle of a class or a tensor is. */
export class Call {
  constructor(
    readonly module: string,
    readonly name: string,
    readonly parameters: readonly PickleInput[],
  ) {}
}

/** Data beside the pickle, as PyTorch refers to storages. */
export class Persistent {
  constructor(readonly identifier: PickleInput) {}
}

/** A class or function by itself. */
export class Named {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {}
}

/** Lists are written as tuples; use `list` for one that can be appended to. */
export type PickleInput =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | readonly PickleInput[]
  | ReadonlyMap<PickleInput, PickleInput>
  | Call
  | Named
  | Persistent;

/** A pickle of protocol 4 of a value. */
export function pickled(value: PickleInput): Buffer {
  return pickleOf(encode(value));
}

/** A pickle of operations that were written by hand. */
export function pickleOf(...operations: (Buffer | string | number)[]): Buffer {
  const bytes = operations.map((part) =>
    typeof part === 'number' ? Buffer.of(part) : Buffer.from(part as string, 'latin1'),
  );
  return Buffer.concat([Buffer.of(0x80, 4), ...bytes, Buffer.from('.')]);
}

function encode(value: PickleInput): Buffer {
  if (value === null) return Buffer.from('N');
  if (typeof value === 'boolean') return Buffer.of(value ? 0x88 : 0x89);
  if (typeof value === 'bigint') return encodeInteger(value);
  if (typeof value === 'number')
    return Number.isInteger(value) ? encodeInteger(BigInt(value)) : encodeFloat(value);
  if (typeof value === 'string') return encodeText(value);
  if (Buffer.isBuffer(value)) return Buffer.concat([Buffer.from('B'), length(value.length), value]);
  if (value instanceof Named) return Buffer.from(`c${value.module}\n${value.name}\n`);
  if (value instanceof Call)
    return Buffer.concat([
      Buffer.from(`c${value.module}\n${value.name}\n`),
      encode(value.parameters),
      Buffer.from('R'),
    ]);
  if (value instanceof Persistent) return Buffer.concat([encode(value.identifier), Buffer.from('Q')]);
  if (value instanceof Map) {
    const items = [...value].flatMap(([key, item]) => [encode(key), encode(item)]);
    return Buffer.concat([Buffer.from('}('), ...items, Buffer.from('u')]);
  }
  return Buffer.concat([
    Buffer.from('('),
    ...(value as readonly PickleInput[]).map(encode),
    Buffer.from('t'),
  ]);
}

function encodeInteger(value: bigint): Buffer {
  const bytes = Buffer.alloc(10);
  bytes.writeBigInt64LE(BigInt.asIntN(64, value), 2);
  bytes[0] = 0x8a;
  bytes[1] = 8;
  return bytes;
}

function encodeFloat(value: number): Buffer {
  const bytes = Buffer.alloc(9, 'G');
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from('X'), length(bytes.length), bytes]);
}

function length(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export interface TensorInput {
  readonly shape: readonly (number | bigint)[];
  readonly strides: readonly (number | bigint)[];
  readonly offset?: number | bigint;
  /** Such as `Float`. */
  readonly element?: string;
  /** Of the storage, and how many numbers it is said to hold. */
  readonly key?: string;
  readonly size: number | bigint;
}

/** A tensor as PyTorch pickles it. */
export function tensor({
  shape,
  strides,
  size,
  offset = 0,
  element = 'Float',
  key = '0',
}: TensorInput): PickleInput {
  const storage = new Persistent(['storage', new Named('torch', `${element}Storage`), key, 'cpu', size]);
  const hooks = new Call('collections', 'OrderedDict', []);
  return new Call('torch._utils', '_rebuild_tensor_v2', [storage, offset, shape, strides, false, hooks]);
}

/** Writes a checkpoint in PyTorch's zip format and gives its path. */
export async function writeCheckpoint(
  folder: string,
  pickle: Buffer,
  entries: Readonly<Record<string, Buffer | string>> = {},
): Promise<string> {
  const all = { 'data.pkl': pickle, version: '3\n', ...entries };
  const pieces: Buffer[] = [];
  const contents = Object.entries(all).map(([name, content]) => entryOf(`archive/${name}`, content));
  for await (const piece of zipContent(contents)) pieces.push(piece);
  const path = join(folder, 'model.pt');
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

/** Float32 numbers as a storage has them. */
export function floats(...values: readonly number[]): Buffer {
  return Buffer.from(Float32Array.from(values).buffer);
}
