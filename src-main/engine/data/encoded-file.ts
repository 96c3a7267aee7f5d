import { stat } from 'node:fs/promises';
import { SPLIT_NAMES, type SplitName, type SplitSizes } from '../../../src-shared/domain/data';
import { readPieces } from '../files/describe-file';
import { type Advance, advancing, type Work } from '../work';
import { forEachExample } from './for-each-example';
import type { EncodedExample, EncodedSplit } from './prepare';

/** Numbers that are written at a time. */
const PIECE = 1024 * 1024;
/** Numbers that stand before the identifiers, for each example. */
const FACTS = 3;

/**
 * The examples of an encoded split as a file's content, piece by piece: 32-bit integers in the machine's order of bytes.
 * First of every example the lengths of source and target and the tokens of its whole docstring, then the identifiers of
 * all of them in the same order.
 */
export function* encodedContent(split: EncodedSplit): Generator<Buffer> {
  const examples = SPLIT_NAMES.flatMap((name) => split[name]);
  const facts = examples.flatMap(({ source, target, docstringTokens }) => [
    source.length,
    target.length,
    docstringTokens,
  ]);
  yield bytesOf(Int32Array.from(facts));
  let piece = new Int32Array(PIECE);
  let used = 0;
  for (const { source, target } of examples)
    for (const identifiers of [source, target]) {
      if (used + identifiers.length > piece.length) {
        yield bytesOf(piece.subarray(0, used));
        piece = new Int32Array(PIECE);
        used = 0;
      }
      piece.set(identifiers, used);
      used += identifiers.length;
    }
  yield bytesOf(piece.subarray(0, used));
}

/** Reads a file of {@link encodedContent}; `sizes` are those of the split's parts. */
export async function readEncoded(
  path: string,
  sizes: SplitSizes,
  activity: string,
  work: Work,
): Promise<EncodedSplit> {
  const numbers = await readNumbers(path, advancing(activity, null, 'bytes', work));
  const encoded: Record<SplitName, EncodedExample[]> = { train: [], validation: [], test: [] };
  let factAt = 0;
  let start = FACTS * (sizes.train + sizes.validation + sizes.test);
  const next = () => numbers.subarray(start, (start += numbers[factAt++]!));
  const parts = {
    train: { length: sizes.train },
    validation: { length: sizes.validation },
    test: { length: sizes.test },
  };
  await forEachExample(parts, activity, work, (part) =>
    encoded[part].push({ source: next(), target: next(), docstringTokens: numbers[factAt++]! }),
  );
  if (start !== numbers.length) throw new Error(`${path}: not the encoded examples of this split`);
  return encoded;
}

async function readNumbers(path: string, advance: Advance): Promise<Int32Array> {
  const { size } = await stat(path);
  const numbers = new Int32Array(size / Int32Array.BYTES_PER_ELEMENT);
  const bytes = bytesOf(numbers);
  let read = 0;
  for await (const piece of readPieces(path, advance)) read += piece.copy(bytes, read);
  return numbers;
}

function bytesOf(numbers: Int32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
