import { open } from 'node:fs/promises';
import { UserError } from '../../../../src-shared/domain/errors';
import { isZip, ZipArchive, type ZipEntry } from '../../files/zip/zip-archive';
import type { NamedArray } from '../safetensors';
import { tensorValues } from './elements';
import { type GlobalTable, STANDARD_GLOBALS } from './pickle/globals';
import { NUMPY_GLOBALS } from './pickle/numpy';
import { type PlainMap, plainValue } from './pickle/plain-value';
import { unpickle } from './pickle/unpickle';
import { type Storage, storageOf, TENSOR_GLOBALS, TensorView } from './tensors';

/** What a checkpoint file holds. */
export interface CheckpointContent {
  /** Tensors of the state dictionary by their names, in its order. */
  readonly tensors: readonly NamedArray[];
  /** What lies beside the state dictionary (epoch, losses, configuration, ...); optimizer states are left out. */
  readonly beside: PlainMap;
}

const GLOBALS: GlobalTable = new Map([...STANDARD_GLOBALS, ...NUMPY_GLOBALS, ...TENSOR_GLOBALS]);

/** Under which a checkpoint's dictionary holds the state dictionary; the first that is there counts. */
const WRAPPERS = ['model_state_dict', 'model_state', 'state_dict', 'model', 'net', 'weights'];
/** Large, and of no use without the training that they belong to. */
const LEFT_OUT = /optim|sched|scaler|amp|rng/i;
const LARGEST_PICKLE = 64 * 1024 ** 2;
const LONGEST_WORD = 16;
/** Values of all tensors together: 1 GiB as float32. */
const MOST_VALUES = 2 ** 28;
const MOST_TENSORS = 10_000;
/** Bytes of all storages that are read one after another: an archive holds 4 GiB, so that some may be read again. */
const MOST_BYTES = 2 ** 33;
/** Tensors beside the state dictionary, such as a loss that was not turned into a number: their size, and how many. */
const SMALL = 10_000;
const MOST_SMALL = 1000;

/**
 * Reads a checkpoint that `torch.save` wrote (zip format, PyTorch 1.6 and later), whose tensors become float32.
 * @throws UserError naming the file, when it is of another format, damaged, asks for more than data, or holds no state
 * dictionary.
 */
export async function readCheckpoint(path: string): Promise<CheckpointContent> {
  const tensors: NamedArray[] = [];
  const beside = await streamCheckpoint(path, async (tensor) => void tensors.push(tensor));
  return { tensors, beside };
}

/** As `readCheckpoint`, tensor by tensor; gives what lies beside them. */
export async function streamCheckpoint(
  path: string,
  take: (tensor: NamedArray) => Promise<void>,
): Promise<PlainMap> {
  await refuseOtherFormats(path);
  return ZipArchive.with(path, (archive) => new CheckpointReader(path, archive).read(take));
}

class CheckpointReader {
  private readonly root: string;
  private littleEndian = true;
  /** The storage read last: tensors that share one often stand one after another. */
  private lastRead: { readonly storage: Storage; readonly bytes: Buffer } | null = null;

  constructor(
    private readonly path: string,
    private readonly archive: ZipArchive,
  ) {
    const pickles = archive.entries.map(({ name }) => name).filter((name) => /^[^/]+\/data\.pkl$/.test(name));
    if (pickles.length !== 1)
      throw new UserError(`${path}: a zip file, but no PyTorch checkpoint: it has no data.pkl in one folder`);
    this.root = pickles[0].slice(0, -'data.pkl'.length);
  }

  async read(take: (tensor: NamedArray) => Promise<void>): Promise<PlainMap> {
    if (this.archive.find(`${this.root}constants.pkl`))
      throw new UserError(
        `${this.path}: a TorchScript program, which is not run here; save its weights: torch.save(model.state_dict(), 'model.pt')`,
      );
    await this.readByteOrder();
    const content = unpickle(await this.archive.readWhole(this.entry('data.pkl'), LARGEST_PICKLE), {
      globals: GLOBALS,
      persistent: storageOf,
      refuse: this.refuse,
    });
    const { state, beside } = this.takeApart(content);
    // Views may share a storage, so that a small file could fill the memory.
    const values = [...state.values()].reduce((sum, { size }) => sum + size, 0);
    if (values > MOST_VALUES)
      throw this.refuse(`its tensors have ${values} numbers; at most ${MOST_VALUES} are read`);
    if (state.size > MOST_TENSORS)
      throw this.refuse(`it has ${state.size} tensors; at most ${MOST_TENSORS} are read`);
    this.refuseRereading([...state.values()]);
    for (const [name, view] of state) await take({ name, shape: view.shape, values: await this.load(view) });
    return this.plain(beside);
  }

  private readonly refuse = (reason: string) => new UserError(`${this.path}: ${reason}`);

  private async readByteOrder(): Promise<void> {
    const entry = this.archive.find(`${this.root}byteorder`);
    const order = entry ? (await this.archive.readWhole(entry, LONGEST_WORD)).toString('latin1') : 'little';
    if (order !== 'little' && order !== 'big') throw this.refuse('its byteorder is neither little nor big');
    this.littleEndian = order === 'little';
  }

  /** The state dictionary, and the dictionary around it without it. */
  private takeApart(content: unknown): {
    readonly state: ReadonlyMap<string, TensorView>;
    readonly beside: ReadonlyMap<unknown, unknown>;
  } {
    if (isStateDictionary(content)) return { state: content, beside: new Map() };
    if (content instanceof Map) {
      const wrapper = WRAPPERS.find((name) => isStateDictionary(content.get(name)));
      if (wrapper !== undefined)
        return {
          state: content.get(wrapper) as Map<string, TensorView>,
          beside: new Map([...content].filter(([name]) => name !== wrapper && !LEFT_OUT.test(String(name)))),
        };
    }
    throw this.refuse(
      `it holds no state dictionary, neither by itself nor as ${WRAPPERS.slice(0, 3).join(', ')}; save one: ` +
        "torch.save(model.state_dict(), 'model.pt')",
    );
  }

  private async plain(beside: ReadonlyMap<unknown, unknown>): Promise<PlainMap> {
    const small: TensorView[] = [];
    plainValue(beside, this.refuse, (part) => {
      if (!(part instanceof TensorView)) return undefined;
      if (part.size <= SMALL && small.length < MOST_SMALL) small.push(part);
      return null;
    });
    const numbers = new Map<TensorView, readonly number[]>();
    this.refuseRereading(small);
    for (const view of small) if (!numbers.has(view)) numbers.set(view, [...(await this.load(view))]);
    const read = plainValue(beside, this.refuse, (part) => {
      if (!(part instanceof TensorView)) return undefined;
      const values = numbers.get(part);
      if (values === undefined) return null;
      return part.shape.length === 0 ? values[0] : values;
    });
    return read as PlainMap;
  }

  /** Views of two storages that take turns would have a small file read thousands of times. */
  private refuseRereading(views: readonly TensorView[]): void {
    const changes = views.filter(
      ({ storage }, index) => index === 0 || !isSame(storage, views[index - 1].storage),
    );
    const bytes = changes.reduce((sum, { storage }) => sum + storage.bytes, 0);
    if (bytes > MOST_BYTES)
      throw this.refuse(
        `its tensors lie in storages so that ${bytes} bytes are to be read; at most ${MOST_BYTES} are`,
      );
  }

  private async load(view: TensorView): Promise<Float32Array> {
    return tensorValues(view, await this.bytesOf(view.storage), this.littleEndian);
  }

  private async bytesOf(storage: Storage): Promise<Buffer> {
    const { lastRead } = this;
    if (lastRead && isSame(lastRead.storage, storage)) return lastRead.bytes;
    const entry = this.entry(`data/${storage.key}`);
    if (entry.bytes !== storage.bytes)
      throw this.refuse(
        `its storage ${storage.key} has ${entry.bytes} bytes where ${storage.size} numbers of type ${storage.element} take ${storage.bytes}`,
      );
    const bytes = await this.archive.readWhole(entry, storage.bytes);
    this.lastRead = { storage, bytes };
    return bytes;
  }

  private entry(name: string): ZipEntry {
    const entry = this.archive.find(this.root + name);
    if (!entry) throw this.refuse(`its entry ${this.root}${name} is missing`);
    return entry;
  }
}

function isSame(one: Storage, other: Storage): boolean {
  return one.key === other.key && one.element === other.element;
}

function isStateDictionary(value: unknown): value is Map<string, TensorView> {
  if (!(value instanceof Map) || value.size === 0) return false;
  return [...value].every(([name, part]) => typeof name === 'string' && part instanceof TensorView);
}

/** PyTorch before 1.6 begins its files with a pickle of this number: 0x1950a86a20f9469cfc6c. */
const LEGACY = Buffer.from('8a0a6cfc9c46f9206aa85019', 'hex');
const TAR = { magic: Buffer.from('ustar'), offset: 257 };
/** Names of the first entry of the tar files that PyTorch wrote before 0.1.10. */
const TAR_NAMES = /^(storages|tensors|pickle|sys_info)\0/;

async function refuseOtherFormats(path: string): Promise<void> {
  const start = await firstBytes(path);
  if (isZip(start)) return;
  if (start.length === 0) throw new UserError(`${path}: the file is empty`);
  const isTar =
    start.subarray(TAR.offset, TAR.offset + TAR.magic.length).equals(TAR.magic) ||
    TAR_NAMES.test(start.toString('latin1'));
  const kind = isTar ? 'tar' : start.subarray(2, 2 + LEGACY.length).equals(LEGACY) ? 'pickle' : null;
  if (kind !== null)
    throw new UserError(
      `${path}: written in the ${kind} format of PyTorch before 1.6; write it anew with a newer one: ` +
        "torch.save(torch.load(f, map_location='cpu'), f)",
    );
  throw new UserError(`${path}: no checkpoint of PyTorch (it is no zip file)`);
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${(error as Error).message})`);
  }
}
