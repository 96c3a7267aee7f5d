import { expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../../../src-main/engine/checkpoint/safetensors';
import { UserError } from '../../../../src-shared/domain/errors';

const file = {
  tensors: [
    { name: 'a', shape: [2, 3], values: Float32Array.of(1, -2, 3.5, NaN, Infinity, -0) },
    { name: 'ünïcode', shape: [1], values: Float32Array.of(7) },
    { name: 'empty', shape: [0, 4], values: new Float32Array(0) },
  ],
  metadata: { state: '{"step":3}' },
};

it('tensors and metadata come back as they were, bit for bit', () => {
  expect(decodeSafetensors(encodeSafetensors(file), 'x')).toEqual(file);
});

it('writes the format that others read: header length, JSON header, data at a multiple of eight', () => {
  const bytes = encodeSafetensors(file);
  const length = Number(bytes.readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length));
  expect(header.a).toEqual({ dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] });
  expect(header.__metadata__).toMatchObject(file.metadata);
  expect(bytes.readFloatLE(8 + length + 8)).toBe(3.5);
});

it('a file cut off at any place is refused by name', () => {
  const bytes = encodeSafetensors(file);
  for (let length = 0; length < bytes.length; length++)
    expect(() => decodeSafetensors(bytes.subarray(0, length), 'weights.safetensors')).toThrow(
      /weights\.safetensors: not a whole safetensors file/,
    );
});

it('a changed byte of a tensor is noticed by the checksum', () => {
  const bytes = encodeSafetensors(file);
  bytes[bytes.length - 3] ^= 1;
  expect(() => decodeSafetensors(bytes, 'weights.safetensors')).toThrow(/weights\.safetensors: .*checksum/);
});

it('a header whose sizes do not fit is refused', () => {
  const header = JSON.stringify({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } });
  const bytes = Buffer.alloc(8 + header.length + 8);
  bytes.writeBigUInt64LE(BigInt(header.length));
  bytes.write(header, 8);
  expect(() => decodeSafetensors(bytes, 'x')).toThrow(UserError);
});
