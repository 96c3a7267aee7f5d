import type { UserError } from '../../../../../src-shared/domain/errors';
import type { Refusal } from './machine';

/** What a global makes of values; `null` for one that only stands for itself, as a parameter of another. */
export type Make = ((parameters: readonly unknown[], refuse: Refusal) => unknown) | null;

/** What a pickle may ask for, by its full name such as `collections.OrderedDict`. */
export type GlobalTable = ReadonlyMap<string, Make>;

/** A global on the stack. It is no data. */
export class Global {
  constructor(
    readonly name: string,
    private readonly maker: Make,
  ) {}

  make(parameters: readonly unknown[], refuse: Refusal): unknown {
    if (this.maker === null) throw refuse(`it calls ${this.name}, which is not called when data are read`);
    return this.maker(parameters, refuse);
  }
}

/** The modules that pickles of `os` name, by system. */
const SYSTEM_MODULES = ['posix', 'nt'];

/** The error that names what a pickle asks for, and how to do without where somebody may have meant no harm. */
export function refusedGlobal(module: string, name: string, refuse: Refusal): UserError {
  const asked = SYSTEM_MODULES.includes(module) ? `os.${name} (as ${module}.${name})` : `${module}.${name}`;
  return refuse(
    `it asks for ${shown(asked)}, and only data are read${isClass(module, name) ? UNKNOWN_CLASS : ''}`,
  );
}

const UNKNOWN_CLASS =
  '; it holds a whole pickled object, whose class is not known here. Save what it consists of instead: of a model ' +
  "torch.save(model.state_dict(), 'model.pt'), of a vocabulary or configuration its dictionaries, as JSON";

/** Whether a name is that of somebody's class, rather than of a function that nobody saves by mistake. */
function isClass(module: string, name: string): boolean {
  return /^[A-Z]/.test(name) && !/^(subprocess|builtins|ctypes|socket|threading|asyncio)\b/.test(module);
}

/** A name as it can be shown in one line. */
function shown(name: string): string {
  const printable = name.replace(/[^\x20-\x7e]/g, '?');
  return printable.length > 200 ? `${printable.slice(0, 200)}…` : printable;
}

/** Dictionaries of the standard library, and what else pickles of data need of it. */
export const STANDARD_GLOBALS: GlobalTable = new Map<string, Make>([
  ['collections.OrderedDict', dictionaryFrom],
  ['collections.Counter', dictionaryFrom],
  // Its first parameter makes missing values; those that are there come as items.
  ['collections.defaultdict', () => new Map()],
  ...['builtins', '__builtin__'].flatMap((module) =>
    ['list', 'dict', 'int', 'float', 'str'].map((name): [string, Make] => [`${module}.${name}`, null]),
  ),
  ['_codecs.encode', latin1Bytes],
]);

/** Of nothing, of another dictionary, or of pairs. */
function dictionaryFrom(parameters: readonly unknown[], refuse: Refusal): Map<unknown, unknown> {
  const [first = []] = parameters;
  if (first instanceof Map) return new Map(first);
  if (!Array.isArray(first) || !first.every((pair) => Array.isArray(pair) && pair.length === 2))
    throw refuse('it makes a dictionary of what is none');
  return new Map(first as [unknown, unknown][]);
}

/** How protocol 2 writes bytes. */
function latin1Bytes(parameters: readonly unknown[], refuse: Refusal): Uint8Array {
  const [text, encoding] = parameters;
  if (typeof text !== 'string' || encoding !== 'latin1')
    throw refuse('it encodes a text other than as bytes');
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}
