import { createHash } from 'node:crypto';
import { UserError } from '../../../src-shared/domain/errors';

/** A named float32 tensor in host memory. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface SafetensorsFile {
  readonly tensors: readonly NamedArray[];
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

const HEADER_LENGTH_BYTES = 8;
/** Metadata key of the SHA-256 over all data, which our own files have. */
const CHECKSUM = 'data-sha256';
/** The format's own limit. */
const LARGEST_HEADER = 100_000_000;

/** Encodes float32 tensors in the safetensors format: header length, JSON header, little-endian data. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Buffer {
  const data = tensors.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  const header: Record<string, unknown> = { __metadata__: { ...metadata, [CHECKSUM]: sha256(data) } };
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = JSON.stringify(header);
  // Padded with spaces so that the data starts at a multiple of eight bytes.
  const text = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
  const length = Buffer.alloc(HEADER_LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...data]);
}

/**
 * Reads what `encodeSafetensors` wrote.
 * @throws UserError naming `origin` when the file is cut off, damaged, or its header does not fit its data.
 */
export function decodeSafetensors(file: Buffer, origin: string): SafetensorsFile {
  const broken = (what: string) => new UserError(`${origin}: not a whole safetensors file (${what})`);
  if (file.length < HEADER_LENGTH_BYTES) throw broken('shorter than its header length');
  const headerLength = Number(file.readBigUInt64LE(0));
  const dataStart = HEADER_LENGTH_BYTES + headerLength;
  if (headerLength > LARGEST_HEADER || dataStart > file.length) throw broken('the header is cut off');
  let header: Record<string, HeaderEntry> & { __metadata__?: Record<string, string> };
  try {
    header = JSON.parse(file.toString('utf8', HEADER_LENGTH_BYTES, dataStart));
  } catch {
    throw broken('the header is not JSON');
  }
  const { __metadata__: { [CHECKSUM]: checksum, ...metadata } = {}, ...entries } = header;
  if (checksum !== undefined && checksum !== sha256([file.subarray(dataStart)]))
    throw broken('its data does not have the checksum in its header');
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [begin, end],
      },
    ]) => {
      const size = shape.reduce((product, extent) => product * extent, 1);
      if (dtype !== 'F32')
        throw new UserError(`${origin}: tensor ${name} is of type ${dtype}; only F32 is read`);
      if (end - begin !== 4 * size || begin < 0 || dataStart + end > file.length)
        throw broken(`tensor ${name} does not fit the data`);
      // Copied: the slice may not be aligned to four bytes.
      const bytes = new Uint8Array(file.subarray(dataStart + begin, dataStart + end));
      return { name, shape, values: new Float32Array(bytes.buffer) };
    },
  );
  return { tensors, metadata };
}

function sha256(parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
