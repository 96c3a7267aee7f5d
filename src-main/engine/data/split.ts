import { createHash } from 'node:crypto';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import {
  SPLIT_NAMES,
  type SkippedCounts,
  type SplitName,
  type SplitRecord,
  type SplitSizes,
} from '../../../src-shared/domain/data';
import { UserError } from '../../../src-shared/domain/errors';
import type { Work } from '../work';
import { type Examples, ExampleSelection } from './examples';
import { forEachExample } from './for-each-example';
import { permutation } from './permutation';
import type { LoadedExamples, Source } from './sources';

/** The three parts of a data source, and what identifies them. */
export interface Split {
  readonly train: Examples;
  readonly validation: Examples;
  readonly test: Examples;
  readonly record: SplitRecord;
}

export type SplitKeys = Pick<RunConfiguration, 'TRAIN_SIZE' | 'VAL_SIZE' | 'TEST_SIZE' | 'SEED'>;

/** Where the examples of a split come from, as its record tells. */
export interface SplitOrigin extends Pick<Source, 'description'> {
  readonly location: string;
}

/**
 * Permutes the rows as the notebooks' library does, and takes the first TRAIN_SIZE, the next VAL_SIZE and the next
 * TEST_SIZE; where fewer rows exist, all of them in the same proportion.
 * @throws UserError for fewer than three rows, which is one for each part.
 */
export async function splitExamples(
  { examples, skipped }: LoadedExamples,
  configuration: SplitKeys,
  { location, description }: SplitOrigin,
  work: Work,
): Promise<Split> {
  const requestedSizes: SplitSizes = {
    train: configuration.TRAIN_SIZE,
    validation: configuration.VAL_SIZE,
    test: configuration.TEST_SIZE,
  };
  if (examples.length < SPLIT_NAMES.length) throw tooFewRows(location, examples.length, skipped);
  const sizes = scaleSizes(requestedSizes, examples.length);
  const order = permutation(examples.length, configuration.SEED);
  const testStart = sizes.train + sizes.validation;
  const parts: Record<SplitName, Examples> = {
    train: new ExampleSelection(examples, order.subarray(0, sizes.train)),
    validation: new ExampleSelection(examples, order.subarray(sizes.train, testStart)),
    test: new ExampleSelection(examples, order.subarray(testStart, testStart + sizes.test)),
  };
  const exampleHashes: Record<SplitName, string[]> = { train: [], validation: [], test: [] };
  await forEachExample(parts, 'Splitting', work, (part, position) =>
    exampleHashes[part].push(parts[part].hash(position)),
  );
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
 * SHA-256 (hexadecimal) of a split: for train, validation and test in order, a line `NAME COUNT`, then a line for each
 * example's hash. Every line ends in `\n`.
 */
export function hashSplit(exampleHashes: Readonly<Record<SplitName, readonly string[]>>): string {
  const hash = createHash('sha256');
  for (const name of SPLIT_NAMES) {
    hash.update(`${name} ${exampleHashes[name].length}\n`);
    hash.update(exampleHashes[name].map((example) => `${example}\n`).join(''));
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
