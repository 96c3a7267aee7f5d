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
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const HEADER_LENGTH_BYTES = 8;
/** The format's own limit. */
const LARGEST_HEADER = 100_000_000;

/** Metadata keys of what verifies our own files: the SHA-256 of the header, and in the header that of each tensor. */
const HEADER_CHECKSUM = 'header-sha256';
const TENSOR_CHECKSUMS = 'tensor-sha256';
/** Of all data, as our files had it before. */
const DATA_CHECKSUM = 'data-sha256';
/** What stands for the header's checksum while it is computed. */
const UNKNOWN_CHECKSUM = '0'.repeat(64);
/** What our headers begin with; the checksum's digits come next. */
const HEADER_BEGINNING = `{"__metadata__":{"${HEADER_CHECKSUM}":"`;
const CHECKSUM_AT = HEADER_LENGTH_BYTES + HEADER_BEGINNING.length;

/** Encodes float32 tensors in the safetensors format (header length, JSON header, little-endian data), with checksums. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Buffer {
  const data = tensors.map(({ values }) => bytesOf(values));
  const checksums = Object.fromEntries(tensors.map(({ name }, index) => [name, sha256(data[index])]));
  const rest = JSON.stringify({ ...metadata, [TENSOR_CHECKSUMS]: JSON.stringify(checksums) });
  let offset = 0;
  const entries = tensors.map(({ name, shape, values: { byteLength } }) => {
    const entry: HeaderEntry = { dtype: 'F32', shape, data_offsets: [offset, (offset += byteLength)] };
    return `,${JSON.stringify(name)}:${JSON.stringify(entry)}`;
  });
  const json = `${HEADER_BEGINNING}${UNKNOWN_CHECKSUM}",${rest.slice(1)}${entries.join('')}}`;
  // Padded with spaces so that the data starts at a multiple of eight bytes.
  const text = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
  const length = Buffer.alloc(HEADER_LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(text.length));
  const beginning = Buffer.concat([length, text]);
  beginning.write(sha256(beginning), CHECKSUM_AT);
  return Buffer.concat([beginning, ...data]);
}

/**
 * Reads a safetensors file of float32 tensors. Of one that `encodeSafetensors` wrote no byte can change without notice;
 * `evenDamaged` leaves the checksums of data alone, for whoever wants to know which tensors are damaged.
 * @throws UserError naming `origin`, and the tensor where it is one, when the file is cut off, damaged, or its header does
 * not fit its data.
 */
export function decodeSafetensors(
  file: Buffer,
  origin: string,
  { evenDamaged = false }: { readonly evenDamaged?: boolean } = {},
): SafetensorsFile {
  const broken = (what: string) => new UserError(`${origin}: not a whole safetensors file (${what})`);
  const { header, dataStart } = readHeader(file, broken);
  const { __metadata__, ...entries } = header;
  const { own, checksums, dataChecksum } = splitMetadata(__metadata__ ?? {});
  const data = file.subarray(dataStart);
  if (!evenDamaged && dataChecksum !== undefined && dataChecksum !== sha256(data))
    throw broken('its data does not have the checksum in its header');
  const tensors = Object.entries(entries).map(([name, entry]) => {
    const bytes = tensorBytes(name, entry, data, origin, broken);
    if (!evenDamaged && checksums && checksums[name] !== sha256(bytes))
      throw new UserError(
        `${origin}: tensor ${name} is damaged: it does not have the checksum in the header`,
      );
    // Copied: the slice may not be aligned to four bytes.
    return { name, shape: entry.shape, values: new Float32Array(new Uint8Array(bytes).buffer) };
  });
  const bytes = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  if (bytes !== data.length) throw broken(`${data.length} bytes of data where its tensors have ${bytes}`);
  return { tensors, metadata: own };
}

type Header = Record<string, HeaderEntry> & { readonly __metadata__?: Record<string, string> };

/** The header and where the data starts, once the header's own checksum is found right. */
function readHeader(
  file: Buffer,
  broken: (what: string) => UserError,
): { readonly header: Header; readonly dataStart: number } {
  if (file.length < HEADER_LENGTH_BYTES) throw broken('shorter than its header length');
  const headerLength = Number(file.readBigUInt64LE(0));
  const dataStart = HEADER_LENGTH_BYTES + headerLength;
  if (headerLength > LARGEST_HEADER || dataStart > file.length) throw broken('the header is cut off');
  let header: Header;
  try {
    header = JSON.parse(file.toString('utf8', HEADER_LENGTH_BYTES, dataStart));
  } catch {
    throw broken('the header is not JSON');
  }
  const { [HEADER_CHECKSUM]: checksum, [TENSOR_CHECKSUMS]: checksums } = header.__metadata__ ?? {};
  const isOurs = checksum !== undefined || checksums !== undefined;
  if (isOurs && checksum !== headerChecksum(file.subarray(0, dataStart)))
    throw broken('its header does not have the checksum that it names');
  return { header, dataStart };
}

/** Of the header as it was before its checksum was put in. */
function headerChecksum(beginning: Buffer): string {
  const copy = Buffer.from(beginning);
  copy.write(UNKNOWN_CHECKSUM, CHECKSUM_AT);
  return sha256(copy);
}

function splitMetadata({
  [HEADER_CHECKSUM]: _,
  [TENSOR_CHECKSUMS]: checksums,
  [DATA_CHECKSUM]: dataChecksum,
  ...own
}: Readonly<Record<string, string>>) {
  return {
    own,
    checksums: checksums === undefined ? null : (JSON.parse(checksums) as Record<string, string>),
    dataChecksum,
  };
}

function tensorBytes(
  name: string,
  entry: HeaderEntry,
  data: Buffer,
  origin: string,
  broken: (what: string) => UserError,
): Buffer {
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== 'F32') throw new UserError(`${origin}: tensor ${name} is of type ${dtype}; only F32 is read`);
  if (!Array.isArray(shape) || !Array.isArray(offsets)) throw broken(`tensor ${name} has no shape or place`);
  const [begin, end] = offsets;
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (end - begin !== 4 * size || !(begin >= 0) || !(end <= data.length))
    throw broken(`tensor ${name} does not fit the data`);
  return data.subarray(begin, end);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
