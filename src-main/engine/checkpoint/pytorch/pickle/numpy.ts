/** Numbers and arrays of numbers as numpy pickles them (numpy/_core/src/multiarray: `array_reduce`, `gentype_reduce`). */
import type { Make } from './globals';
import type { Refusal } from './machine';
import type { Buildable } from './unpickle';

type ReadNumber = (view: DataView, offset: number, littleEndian: boolean) => number | bigint;

/** By kind and bytes. */
const NUMBERS: Readonly<Record<string, ReadNumber>> = {
  f4: (view, offset, little) => view.getFloat32(offset, little),
  f8: (view, offset, little) => view.getFloat64(offset, little),
  i1: (view, offset) => view.getInt8(offset),
  i2: (view, offset, little) => view.getInt16(offset, little),
  i4: (view, offset, little) => view.getInt32(offset, little),
  i8: (view, offset, little) => view.getBigInt64(offset, little),
  u1: (view, offset) => view.getUint8(offset),
  u2: (view, offset, little) => view.getUint16(offset, little),
  u4: (view, offset, little) => view.getUint32(offset, little),
  u8: (view, offset, little) => view.getBigUint64(offset, little),
  b1: (view, offset) => view.getUint8(offset),
};

/** `numpy.dtype`: what numbers an array has. */
class NumberType implements Buildable {
  private littleEndian = true;

  constructor(private readonly name: string) {}

  get bytes(): number {
    return Number(this.name.slice(1));
  }

  /** Its state: version, byte order, and what only types of several fields have. */
  build(state: unknown, refuse: Refusal): void {
    const order = Array.isArray(state) ? state[1] : null;
    if (order !== '<' && order !== '>' && order !== '|')
      throw refuse('it has a numpy type without byte order');
    this.littleEndian = order !== '>';
  }

  /** All numbers that bytes hold. */
  read(bytes: Uint8Array): (number | bigint)[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: Math.floor(bytes.length / this.bytes) }, (_, index) => {
      const value = NUMBERS[this.name](view, index * this.bytes, this.littleEndian);
      return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    });
  }
}

/** An array of numbers, flat in its order, row after row. */
export class NumberArray implements Buildable {
  shape: readonly number[] = [0];
  values: readonly (number | bigint)[] = [];

  /** Its state: version, shape, type, whether columns come first, bytes. */
  build(state: unknown, refuse: Refusal): void {
    const [, shape, type, columnsFirst, bytes] = Array.isArray(state) ? state : [];
    this.fill({ shape, type, columnsFirst: columnsFirst === true, bytes }, refuse);
  }

  fill(
    {
      shape,
      type,
      columnsFirst,
      bytes,
    }: Record<'shape' | 'type' | 'bytes', unknown> & { columnsFirst: boolean },
    refuse: Refusal,
  ): void {
    if (!(type instanceof NumberType) || !(bytes instanceof Uint8Array) || !isShape(shape))
      throw refuse('it has a numpy array of something else than numbers');
    const size = shape.reduce((product, extent) => product * BigInt(extent), 1n);
    if (size * BigInt(type.bytes) !== BigInt(bytes.length))
      throw refuse(`it has a numpy array [${shape.join(', ')}] whose data is ${bytes.length} bytes`);
    if (columnsFirst && shape.length > 1) throw refuse('it has a numpy array in the order of Fortran');
    this.shape = shape;
    this.values = type.read(bytes);
  }
}

const MOST_DIMENSIONS = 8;

function isShape(shape: unknown): shape is number[] {
  return (
    Array.isArray(shape) &&
    shape.length <= MOST_DIMENSIONS &&
    shape.every((extent) => Number.isSafeInteger(extent) && (extent as number) >= 0)
  );
}

function numberType([name]: readonly unknown[], refuse: Refusal): NumberType {
  if (typeof name !== 'string' || !Object.hasOwn(NUMBERS, name))
    throw refuse(
      `it has a numpy array of type ${JSON.stringify(String(name).slice(0, 20))}; only numbers are read`,
    );
  return new NumberType(name);
}

function scalar([type, bytes]: readonly unknown[], refuse: Refusal): number | bigint {
  const isOne = type instanceof NumberType && bytes instanceof Uint8Array && bytes.length === type.bytes;
  if (!isOne) throw refuse('it has a numpy number that is none');
  return type.read(bytes)[0];
}

function arrayFromBuffer([bytes, type, shape, order]: readonly unknown[], refuse: Refusal): NumberArray {
  const array = new NumberArray();
  array.fill({ shape, type, columnsFirst: order === 'F', bytes }, refuse);
  return array;
}

/** numpy 2 renamed `numpy.core`. */
export const NUMPY_GLOBALS: readonly (readonly [string, Make])[] = [
  ['numpy.dtype', numberType],
  ['numpy.ndarray', null],
  ...['numpy.core', 'numpy._core'].flatMap((core): [string, Make][] => [
    [`${core}.multiarray.scalar`, scalar],
    [`${core}.multiarray._reconstruct`, () => new NumberArray()],
    [`${core}.numeric._frombuffer`, arrayFromBuffer],
  ]),
];
