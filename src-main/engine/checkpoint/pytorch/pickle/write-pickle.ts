/** What can be pickled: dictionaries are objects or maps, and a `Call` is what a global makes of parameters. */
export type Picklable =
  | null
  | boolean
  | number
  | string
  | readonly Picklable[]
  | ReadonlyMap<string, Picklable>
  | { readonly [key: string]: Picklable }
  | Tuple
  | Call
  | Global
  | Persistent;

export class Tuple {
  constructor(readonly items: readonly Picklable[]) {}
}

/** A class or function of Python's by its name. */
export class Global {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {}
}

/** What a global makes of parameters. */
export class Call {
  constructor(
    readonly global: Global,
    readonly parameters: readonly Picklable[],
  ) {}
}

/** Data outside the pickle. */
export class Persistent {
  constructor(readonly identifier: Tuple) {}
}

const OPCODES = {
  protocol: 0x80,
  stop: 0x2e,
  mark: 0x28,
  none: 0x4e,
  true: 0x88,
  false: 0x89,
  int32: 0x4a,
  float: 0x47,
  long: 0x8a,
  text: 0x58,
  emptyList: 0x5d,
  appends: 0x65,
  emptyDictionary: 0x7d,
  setItems: 0x75,
  tuple: 0x74,
  global: 0x63,
  reduce: 0x52,
  persistent: 0x51,
} as const;

/** The protocol that `torch.save` writes, and that every Python 3 reads. */
const PROTOCOL = 2;

/**
 * Pickles data with the same bytes each time: no memo, everything written out. Whole numbers become Python's int, others
 * its float.
 */
export function writePickle(value: Picklable): Buffer {
  const parts: Buffer[] = [Buffer.from([OPCODES.protocol, PROTOCOL])];
  write(value, parts);
  parts.push(Buffer.from([OPCODES.stop]));
  return Buffer.concat(parts);
}

function write(value: Picklable, parts: Buffer[]): void {
  const code = (name: keyof typeof OPCODES) => parts.push(Buffer.from([OPCODES[name]]));
  const items = (all: readonly Picklable[], end: keyof typeof OPCODES) => {
    code('mark');
    for (const item of all) write(item, parts);
    code(end);
  };
  if (value === null) code('none');
  else if (typeof value === 'boolean') code(value ? 'true' : 'false');
  else if (typeof value === 'number') parts.push(numberBytes(value));
  else if (typeof value === 'string') parts.push(textBytes(value));
  else if (value instanceof Tuple) items(value.items, 'tuple');
  else if (value instanceof Global) parts.push(globalBytes(value));
  else if (value instanceof Call) {
    write(value.global, parts);
    items(value.parameters, 'tuple');
    code('reduce');
  } else if (value instanceof Persistent) {
    write(value.identifier, parts);
    code('persistent');
  } else if (Array.isArray(value)) {
    code('emptyList');
    items(value, 'appends');
  } else {
    code('emptyDictionary');
    const entries = value instanceof Map ? [...value] : Object.entries(value as Record<string, Picklable>);
    items(entries.flat(), 'setItems');
  }
}

function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    bytes[0] = OPCODES.float;
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (value === (value | 0)) {
    bytes[0] = OPCODES.int32;
    bytes.writeInt32LE(value, 1);
    return bytes.subarray(0, 5);
  }
  bytes.writeBigInt64LE(BigInt(value), 1);
  return Buffer.concat([Buffer.from([OPCODES.long, 8]), bytes.subarray(1)]);
}

function textBytes(text: string): Buffer {
  const content = Buffer.from(text);
  const head = Buffer.alloc(5);
  head[0] = OPCODES.text;
  head.writeUInt32LE(content.length, 1);
  return Buffer.concat([head, content]);
}

function globalBytes({ module, name }: Global): Buffer {
  return Buffer.concat([Buffer.from([OPCODES.global]), Buffer.from(`${module}\n${name}\n`)]);
}
