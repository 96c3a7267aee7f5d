import { SPLIT_NAMES, type SplitName, type SplitRecord } from '../../../src-shared/domain/data';
import type { PassportSplit } from '../../../src-shared/domain/passport';
import { itemUnless, type VerifiedItem } from '../../../src-shared/domain/verification';
import { permutation } from '../data/permutation';
import { counted, listed, shortHash } from './in-words';

/** Compares the split that a source gives here with a passport's, naming examples and their rows in the source. */
export function verifySplit(expected: PassportSplit, found: SplitRecord): VerifiedItem[] {
  return [
    itemUnless(
      'data: usable rows',
      expected.rows === found.rows ? null : `${found.rows} where the passport has ${expected.rows}`,
    ),
    ...SPLIT_NAMES.map((split) => itemUnless(`data: ${split} split`, partProblem(split, expected, found))),
    itemUnless(
      'data: split hash',
      expected.hash === found.hash
        ? null
        : `it is ${shortHash(found.hash)}, the passport says ${shortHash(expected.hash)}`,
    ),
  ];
}

function partProblem(split: SplitName, expected: PassportSplit, found: SplitRecord): string | null {
  const [wanted, given] = [expected.exampleHashes[split], found.exampleHashes[split]];
  if (wanted.length !== given.length)
    return `${counted(given.length, 'example')} where the passport has ${wanted.length}`;
  const different = [...wanted.keys()].filter((index) => wanted[index] !== given[index]);
  if (different.length === 0) return null;
  const known = new Set(given);
  const isReordered = wanted.every((hash) => known.has(hash));
  if (isReordered) return `the same examples in another order, from example ${different[0]} on`;
  const rows = rowsOf(split, found);
  const named = different.map(
    (index) =>
      `example ${index} (usable row ${rows[index] + 1} of the source) has SHA-256 ${shortHash(given[index])}, ` +
      `the passport says ${shortHash(wanted[index])}`,
  );
  return `${different.length} of ${counted(wanted.length, 'example')}: ${listed(named)}`;
}

/** The row, from 0, of each example of a part among the source's usable rows. */
function rowsOf(split: SplitName, { rows, seed, sizes }: SplitRecord): Int32Array {
  const starts = { train: 0, validation: sizes.train, test: sizes.train + sizes.validation };
  return permutation(rows, seed).subarray(starts[split], starts[split] + sizes[split]);
}
