import type { ElementType, TensorView } from './tensors';

type ReadElement = (view: DataView, index: number, littleEndian: boolean) => number;

/** The number at a place of a storage's bytes, as the nearest float32 once it is put into one. */
const READ: Readonly<Record<ElementType, ReadElement>> = {
  Float: (view, index, little) => view.getFloat32(4 * index, little),
  Double: (view, index, little) => view.getFloat64(8 * index, little),
  Half: (view, index, little) => fromHalf(view.getUint16(2 * index, little)),
  BFloat16: (view, index, little) => fromBfloat16(view.getUint16(2 * index, little)),
  Long: (view, index, little) => Number(view.getBigInt64(8 * index, little)),
  Int: (view, index, little) => view.getInt32(4 * index, little),
  Short: (view, index, little) => view.getInt16(2 * index, little),
  Char: (view, index) => view.getInt8(index),
  Byte: (view, index) => view.getUint8(index),
  Bool: (view, index) => view.getUint8(index),
};

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const bits32 = new Uint32Array(1);
const float32 = new Float32Array(bits32.buffer);

/** The upper half of a float32. */
function fromBfloat16(bits: number): number {
  bits32[0] = bits << 16;
  return float32[0];
}

/**
 * The numbers of a tensor, row after row, out of its storage's bytes.
 * @param bytes those of the whole storage, of which the view is known to lie within
 */
export function tensorValues(
  { storage, offset, shape, strides, size }: TensorView,
  bytes: Buffer,
  littleEndian: boolean,
): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READ[storage.element];
  const values = new Float32Array(size);
  const position = shape.map(() => 0);
  let place = offset;
  for (let index = 0; index < size; index++) {
    values[index] = read(view, place, littleEndian);
    // As an odometer: the last dimension turns fastest.
    for (let dimension = shape.length - 1; dimension >= 0; dimension--) {
      place += strides[dimension];
      if (++position[dimension] < shape[dimension]) break;
      place -= shape[dimension] * strides[dimension];
      position[dimension] = 0;
    }
  }
  return values;
}
