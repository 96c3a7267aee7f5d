import { createHash } from 'node:crypto';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import {
  SPLIT_NAMES,
  type Example,
  type SkippedCounts,
  type SplitName,
  type SplitRecord,
  type SplitSizes,
} from '../../../src-shared/domain/data';
import { UserError } from '../../../src-shared/domain/errors';
import { withoutEmptyPairs } from './filter';
import { permutation } from './permutation';
import type { LoadedExamples } from './sources';

/** The three parts of a data source, and what identifies them. */
export interface Split {
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly test: readonly Example[];
  readonly record: SplitRecord;
}

type SplitKeys = Pick<RunConfiguration, 'TRAIN_SIZE' | 'VAL_SIZE' | 'TEST_SIZE' | 'SEED'>;

/**
 * Leaves out empty pairs, permutes the rest as the notebooks' library does, and takes the first TRAIN_SIZE rows, the
 * next VAL_SIZE and the next TEST_SIZE; where fewer rows exist, all of them in the same proportion.
 * @throws UserError when fewer than three rows are left, which is one for each part.
 */
export function splitExamples(loaded: LoadedExamples, configuration: SplitKeys, location: string): Split {
  const { examples, skipped, description } = withoutEmptyPairs(loaded);
  const requestedSizes: SplitSizes = {
    train: configuration.TRAIN_SIZE,
    validation: configuration.VAL_SIZE,
    test: configuration.TEST_SIZE,
  };
  if (examples.length < SPLIT_NAMES.length) throw tooFewRows(location, examples.length, skipped);
  const sizes = scaleSizes(requestedSizes, examples.length);
  const order = permutation(examples.length, configuration.SEED);
  const rows = (from: number, count: number) =>
    Array.from(order.subarray(from, from + count), (index) => examples[index]!);
  const parts: Record<SplitName, Example[]> = {
    train: rows(0, sizes.train),
    validation: rows(sizes.train, sizes.validation),
    test: rows(sizes.train + sizes.validation, sizes.test),
  };
  const exampleHashes = {
    train: parts.train.map(hashExample),
    validation: parts.validation.map(hashExample),
    test: parts.test.map(hashExample),
  };
  const record: SplitRecord = {
    location,
    description,
    seed: configuration.SEED,
    rows: examples.length,
    sizes,
    requestedSizes,
    scaledDown: SPLIT_NAMES.some((name) => sizes[name] !== requestedSizes[name]),
    skipped,
    hash: hashSplit(exampleHashes),
    exampleHashes,
  };
  return { ...parts, record };
}

/**
 * The sizes as they are if enough rows exist; else scaled to all rows in proportion (largest remainder), at least one
 * row each, taken from the largest part.
 */
export function scaleSizes(requested: SplitSizes, rows: number): SplitSizes {
  const total = requested.train + requested.validation + requested.test;
  if (total <= rows) return requested;
  const sizes = SPLIT_NAMES.map((name) => Math.floor((requested[name] * rows) / total));
  const remainders = SPLIT_NAMES.map((name) => (requested[name] * rows) % total);
  const missing = rows - sizes.reduce((sum, size) => sum + size, 0);
  const byRemainder = [0, 1, 2].sort((a, b) => remainders[b]! - remainders[a]!);
  for (const part of byRemainder.slice(0, missing)) sizes[part]!++;
  for (let part = 0; part < sizes.length; part++)
    if (sizes[part] === 0) {
      sizes[sizes.indexOf(Math.max(...sizes))]!--;
      sizes[part] = 1;
    }
  return { train: sizes[0]!, validation: sizes[1]!, test: sizes[2]! };
}

/**
 * SHA-256 (hexadecimal) of an example: for the docstring, then the code, the length of its UTF-8 encoding in bytes as
 * an unsigned 64-bit big-endian number, followed by those bytes.
 */
export function hashExample({ docstring, code }: Example): string {
  const hash = createHash('sha256');
  for (const text of [docstring, code]) {
    const bytes = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    hash.update(length).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * SHA-256 (hexadecimal) of a split: for train, validation and test in order, a line `NAME COUNT`, then a line for each
 * example's hash. Every line ends in `\n`.
 */
export function hashSplit(exampleHashes: Readonly<Record<SplitName, readonly string[]>>): string {
  const hash = createHash('sha256');
  for (const name of SPLIT_NAMES) {
    hash.update(`${name} ${exampleHashes[name].length}\n`);
    for (const example of exampleHashes[name]) hash.update(`${example}\n`);
  }
  return hash.digest('hex');
}

function tooFewRows(location: string, rows: number, skipped: SkippedCounts): UserError {
  const reasons = Object.entries(skipped).map(([reason, count]) => `${count} × ${reason}`);
  const left = rows === 0 ? 'no usable rows' : `only ${rows} usable ${rows === 1 ? 'row' : 'rows'}`;
  const why =
    reasons.length > 0 ? `left out: ${reasons.join(', ')}` : 'nothing was left out, the source is empty';
  return new UserError(
    `${location}: ${left}; at least 3 are needed, one each to train, validate and test (${why})`,
  );
}
