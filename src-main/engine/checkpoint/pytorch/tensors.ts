/** How PyTorch pickles tensors (torch/_utils.py, torch/serialization.py): views of storages that lie beside the pickle. */
import { Global, type Make } from './pickle/globals';
import type { Refusal } from './pickle/machine';

/** Numbers that a storage can hold, with the bytes of each. */
const ELEMENT_BYTES = {
  Float: 4,
  Double: 8,
  Half: 2,
  BFloat16: 2,
  Long: 8,
  Int: 4,
  Short: 2,
  Char: 1,
  Byte: 1,
  Bool: 1,
} as const;

export type ElementType = keyof typeof ELEMENT_BYTES;

/** A run of numbers beside the pickle, by its key. */
export class Storage {
  constructor(
    readonly element: ElementType,
    readonly key: string,
    readonly size: number,
  ) {}

  get bytes(): number {
    return this.size * ELEMENT_BYTES[this.element];
  }
}

/** A view of a storage, of which it is known that it lies within. */
export class TensorView {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}

  get size(): number {
    return this.shape.reduce((product, extent) => product * extent, 1);
  }
}

const MOST_DIMENSIONS = 8;

/** What the persistent id `('storage', type, key, location, size)` stands for. */
export function storageOf(identifier: unknown, refuse: Refusal): Storage {
  const [kind, type, key, , size] = Array.isArray(identifier) ? identifier : [];
  const element = type instanceof Global ? elementOf(type) : null;
  const isStorage =
    kind === 'storage' &&
    element !== null &&
    typeof key === 'string' &&
    /^\d{1,9}$/.test(key) &&
    isExtent(size);
  if (!isStorage) throw refuse('it refers to data outside of it that are no tensor');
  return new Storage(element, key, size);
}

const STORAGE_TYPE = /^torch\.(\w+)Storage$/;

/** What the storage type `torch.FloatStorage` holds: `Float`; null for another global. */
function elementOf({ name }: Global): ElementType | null {
  const [, element = ''] = STORAGE_TYPE.exec(name) ?? [];
  return element in ELEMENT_BYTES ? (element as ElementType) : null;
}

/** `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)`. */
function rebuildTensor(parameters: readonly unknown[], refuse: Refusal): TensorView {
  const [storage, offset, shape, strides] = parameters;
  const isView =
    storage instanceof Storage &&
    isExtent(offset) &&
    areExtents(shape) &&
    areExtents(strides) &&
    shape.length === strides.length;
  if (!isView) throw refuse('it has a tensor whose shape or place is damaged');
  const size = shape.reduce((product, extent) => product * BigInt(extent), 1n);
  const last = shape.reduce(
    (sum, extent, dimension) => sum + BigInt(extent - 1) * BigInt(strides[dimension]),
    BigInt(offset),
  );
  // A view may leave numbers out, but never has more of them than there are.
  if (size > 0n && (size > BigInt(storage.size) || last >= BigInt(storage.size)))
    throw refuse(
      `it has a tensor [${shape.join(', ')}] of strides [${strides.join(', ')}] at ${offset} where only ${storage.size} numbers are stored`,
    );
  return new TensorView(storage, offset, shape, strides);
}

/** `_rebuild_parameter(tensor, requires_grad, backward_hooks)`. */
function rebuildParameter([tensor]: readonly unknown[], refuse: Refusal): TensorView {
  if (!(tensor instanceof TensorView)) throw refuse('it has a parameter that is no tensor');
  return tensor;
}

function isExtent(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function areExtents(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= MOST_DIMENSIONS && value.every(isExtent);
}

/** What pickles of tensors ask for. */
export const TENSOR_GLOBALS: readonly (readonly [string, Make])[] = [
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_parameter', rebuildParameter],
  ...Object.keys(ELEMENT_BYTES).map((element): [string, Make] => [`torch.${element}Storage`, null]),
  // Shapes and devices turn up among the settings that a checkpoint holds.
  ['torch.Size', ([extents]) => extents],
  ['torch.device', (parameters) => parameters],
];
