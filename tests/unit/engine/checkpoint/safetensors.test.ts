import { createHash } from 'node:crypto';
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

it('a changed byte of a tensor is noticed, and the tensor named', () => {
  const bytes = encodeSafetensors(file);
  bytes[bytes.length - 3] ^= 1;
  expect(() => decodeSafetensors(bytes, 'weights.safetensors')).toThrow(
    'weights.safetensors: tensor ünïcode is damaged: it does not have the checksum in the header',
  );
});

it('whichever bit changes, it is noticed', () => {
  const bytes = encodeSafetensors(file);
  for (let position = 0; position < bytes.length; position++)
    for (let bit = 0; bit < 8; bit++) {
      bytes[position] ^= 1 << bit;
      expect(() => decodeSafetensors(bytes, 'x'), `byte ${position}, bit ${bit}`).toThrow(UserError);
      bytes[position] ^= 1 << bit;
    }
});

it('bytes that belong to no tensor are noticed', () => {
  const bytes = Buffer.concat([encodeSafetensors(file), Buffer.alloc(4)]);
  expect(() => decodeSafetensors(bytes, 'x')).toThrow('32 bytes of data where its tensors have 28');
});

it('a file of others has no checksums and is read, one of before is held to the checksum of its data', () => {
  const data = Buffer.from(Float32Array.of(1, 2).buffer);
  const written = (metadata: Readonly<Record<string, string>>) => {
    const a = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
    const header = Buffer.from(JSON.stringify({ __metadata__: metadata, a }));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    return Buffer.concat([length, header, data]);
  };
  const a = { name: 'a', shape: [2], values: Float32Array.of(1, 2) };
  const metadata = { format: 'pt' };
  expect(decodeSafetensors(written(metadata), 'x')).toEqual({ tensors: [a], metadata });
  const sum = createHash('sha256').update(data).digest('hex');
  expect(decodeSafetensors(written({ 'data-sha256': sum }), 'x').tensors).toEqual([a]);
  expect(() => decodeSafetensors(written({ 'data-sha256': '0'.repeat(64) }), 'x')).toThrow(/checksum/);
});

it('a tensor may have any name', () => {
  const names = ['0', '__proto__', 'a"b', 'header-sha256'];
  const tensors = names.map((name) => ({ name, shape: [1], values: Float32Array.of(1) }));
  const read = decodeSafetensors(encodeSafetensors({ tensors, metadata: {} }), 'x').tensors;
  expect(new Set(read.map(({ name }) => name))).toEqual(new Set(names));
});

it('a header whose sizes do not fit is refused', () => {
  const header = JSON.stringify({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } });
  const bytes = Buffer.alloc(8 + header.length + 8);
  bytes.writeBigUInt64LE(BigInt(header.length));
  bytes.write(header, 8);
  expect(() => decodeSafetensors(bytes, 'x')).toThrow(UserError);
});
