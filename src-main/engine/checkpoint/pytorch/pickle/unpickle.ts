import type { UserError } from '../../../../../src-shared/domain/errors';
import { Global, type GlobalTable, refusedGlobal } from './globals';
import { Machine, type Refusal } from './machine';

export interface PickleReading {
  /** What the pickle may ask for. */
  readonly globals: GlobalTable;
  /** What a persistent id stands for; without it a pickle that has some is refused. */
  readonly persistent?: (identifier: unknown, refuse: Refusal) => unknown;
  readonly refuse: Refusal;
}

const OLDEST_PROTOCOL = 2;
const NEWEST_PROTOCOL = 5;
const PROTOCOL_MARK = 0x80;
/** Eight bytes hold every size; no number in data is longer than this. */
const LONGEST_INTEGER = 64;

/**
 * Reads a pickle (protocols 2 to 5) as data only: dictionaries, lists, tuples, numbers, texts, and what the table of globals
 * makes of values. Dictionaries become maps, lists and tuples arrays, whole numbers beyond 2^53 big integers. Nothing else is
 * ever called, and what a pickle asks for beyond the table is refused by its name.
 *
 * @throws UserError when the pickle is refused or damaged.
 */
export function unpickle(bytes: Buffer, reading: PickleReading): unknown {
  const { refuse } = reading;
  if (bytes[0] !== PROTOCOL_MARK || bytes[1] < OLDEST_PROTOCOL || bytes[1] > NEWEST_PROTOCOL)
    throw refuse(
      `it is no pickle of protocol ${OLDEST_PROTOCOL} to ${NEWEST_PROTOCOL}; write it by pickle.dump(data, file, protocol=4)`,
    );
  const machine = new Machine(bytes, refuse);
  for (;;) {
    const place = machine.place;
    const code = machine.byte();
    if (code === STOP) return machine.pop();
    const operation = OPERATIONS[code];
    if (!operation)
      throw refuse(`byte ${place} (0x${code.toString(16).padStart(2, '0')}) is nothing that data need`);
    operation(machine, reading);
  }
}

type Operation = (machine: Machine, reading: PickleReading) => void;

const STOP = 0x2e;

/** By their bytes, in the order of CPython's `pickletools.opcodes`. */
const OPERATIONS: Readonly<Record<number, Operation>> = {
  // Whole numbers.
  0x4a: (machine) => machine.push(machine.take(4).readInt32LE()),
  0x4b: (machine) => machine.push(machine.byte()),
  0x4d: (machine) => machine.push(machine.take(2).readUInt16LE()),
  0x8a: (machine) => machine.push(integer(machine, machine.byte())),
  0x8b: (machine) => machine.push(integer(machine, machine.take(4).readInt32LE())),
  // Texts and bytes.
  0x58: (machine) => machine.push(text(machine, machine.take(4).readUInt32LE())),
  0x8c: (machine) => machine.push(text(machine, machine.byte())),
  0x8d: (machine) => machine.push(text(machine, machine.length8())),
  0x42: (machine) => machine.push(bytes(machine, machine.take(4).readUInt32LE())),
  0x43: (machine) => machine.push(bytes(machine, machine.byte())),
  0x8e: (machine) => machine.push(bytes(machine, machine.length8())),
  0x96: (machine) => machine.push(bytes(machine, machine.length8())),
  // None, True, False, floats.
  0x4e: (machine) => machine.push(null),
  0x88: (machine) => machine.push(true),
  0x89: (machine) => machine.push(false),
  0x47: (machine) => machine.push(machine.take(8).readDoubleBE()),
  // Lists.
  0x5d: (machine) => machine.push([]),
  0x61: (machine) => append(machine, [machine.pop()]),
  0x65: (machine) => append(machine, machine.popMark()),
  0x6c: (machine) => machine.push(machine.popMark()),
  // Tuples.
  0x29: (machine) => machine.push([]),
  0x74: (machine) => machine.push(machine.popMark()),
  0x85: (machine) => machine.push(popped(machine, 1)),
  0x86: (machine) => machine.push(popped(machine, 2)),
  0x87: (machine) => machine.push(popped(machine, 3)),
  // Dictionaries.
  0x7d: (machine) => machine.push(new Map()),
  0x64: (machine) => dictionary(machine),
  0x73: (machine) => setItems(machine, popped(machine, 2)),
  0x75: (machine) => setItems(machine, machine.popMark()),
  // The stack.
  0x30: (machine) => void machine.pop(),
  0x32: (machine) => machine.push(machine.top()),
  0x28: (machine) => machine.mark(),
  0x31: (machine) => void machine.popMark(),
  // The memo.
  0x68: (machine) => machine.recall(machine.byte()),
  0x6a: (machine) => machine.recall(machine.take(4).readUInt32LE()),
  0x71: (machine) => machine.remember(machine.byte()),
  0x72: (machine) => machine.remember(machine.take(4).readUInt32LE()),
  0x94: (machine) => machine.rememberNext(),
  // Globals, and what they make.
  0x63: (machine, reading) => pushGlobal(machine, reading, machine.line(), machine.line()),
  0x93: (machine, reading) => {
    const [module, name] = popped(machine, 2);
    if (typeof module !== 'string' || typeof name !== 'string') throw machine.damaged();
    pushGlobal(machine, reading, module, name);
  },
  0x69: (machine) => {
    throw refusedGlobal(machine.line(), machine.line(), machine.refuse);
  },
  0x52: (machine) => call(machine),
  0x81: (machine) => call(machine),
  0x62: (machine) => build(machine),
  0x51: (machine, { persistent, refuse }) => {
    if (!persistent) throw refuse('it refers to data outside of it');
    machine.push(persistent(machine.pop(), refuse));
  },
  // Framing.
  0x80: (machine) => void machine.byte(),
  0x95: (machine) => void machine.take(8),
};

function integer(machine: Machine, length: number): number | bigint {
  if (length < 0 || length > LONGEST_INTEGER)
    throw machine.refuse(`it has a whole number of ${length} bytes; at most ${LONGEST_INTEGER} are read`);
  const taken = machine.take(length);
  let value = 0n;
  for (let index = length - 1; index >= 0; index--) value = (value << 8n) | BigInt(taken[index]);
  // Two's complement.
  const signed = BigInt.asIntN(8 * length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function text(machine: Machine, length: number): string {
  const taken = machine.take(length);
  try {
    return UTF_8.decode(taken);
  } catch {
    throw machine.damaged();
  }
}

/** A copy, so that the pickle's own bytes can go. */
function bytes(machine: Machine, length: number): Uint8Array {
  return Uint8Array.from(machine.take(length));
}

function popped(machine: Machine, count: number): unknown[] {
  return Array.from({ length: count }, () => machine.pop()).reverse();
}

function append(machine: Machine, items: readonly unknown[]): void {
  const list = machine.top();
  if (!Array.isArray(list)) throw machine.damaged();
  for (const item of items) list.push(item);
}

function dictionary(machine: Machine): void {
  const items = machine.popMark();
  machine.push(new Map());
  setItems(machine, items);
}

/** Keys and values in turn. */
function setItems(machine: Machine, items: readonly unknown[]): void {
  const map = machine.top();
  if (!(map instanceof Map) || items.length % 2 !== 0) throw machine.damaged();
  for (let index = 0; index < items.length; index += 2) map.set(items[index], items[index + 1]);
}

function pushGlobal(machine: Machine, { globals }: PickleReading, module: string, name: string): void {
  const entry = globals.get(`${module}.${name}`);
  if (entry === undefined) throw refusedGlobal(module, name, machine.refuse);
  machine.push(new Global(`${module}.${name}`, entry));
}

function call(machine: Machine): void {
  const parameters = machine.pop();
  const global = machine.pop();
  if (!(global instanceof Global) || !Array.isArray(parameters)) throw machine.damaged();
  machine.push(global.make(parameters, machine.refuse));
}

/** What can take on a state of its own. */
export interface Buildable {
  /** @throws UserError for a state that is none. */
  build(state: unknown, refuse: (reason: string) => UserError): void;
}

function build(machine: Machine): void {
  const state = machine.pop();
  const target = machine.top();
  // Dictionaries of their own kind may have attributes, such as `_metadata` of a state dictionary; they are no data.
  if (target instanceof Map) return;
  if (typeof (target as Partial<Buildable> | null)?.build !== 'function')
    throw machine.refuse(`byte ${machine.place} gives a state to what has none`);
  (target as Buildable).build(state, machine.refuse);
}
