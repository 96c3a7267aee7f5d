import {
  LENGTH_BINS,
  type LengthBin,
  type LengthBinDifference,
  type LengthBinScore,
} from '../../../src-shared/domain/analysis';
import { bootstrapMean } from './bootstrap';

const BIN_WIDTH = 10;

/** The bin of a docstring with that many tokens. */
export function lengthBinOf(docstringTokens: number): LengthBin {
  return LENGTH_BINS[Math.min(LENGTH_BINS.length - 1, Math.floor(docstringTokens / BIN_WIDTH))];
}

/**
 * Mean token accuracy by docstring length, with bootstrap intervals. All six bins, empty ones too.
 *
 * @param docstringTokens of each example, before the docstring is cut to MAX_DOCSTRING_LEN: otherwise none is long.
 * @param tokenAccuracies of each example, in percent.
 */
export function lengthBins(
  docstringTokens: readonly number[],
  tokenAccuracies: readonly number[],
  seed: number,
): LengthBinScore[] {
  return binned(docstringTokens, tokenAccuracies).map(({ bin, values }) => {
    const { value: tokenAccuracy, low, high } = meanIn(bin, values, seed);
    return { bin, examples: values.length, tokenAccuracy, low, high };
  });
}

/** By docstring length, how much the second run's mean token accuracy is above the first's: paired by example. */
export function lengthBinDifferences(
  docstringTokens: readonly number[],
  first: readonly number[],
  second: readonly number[],
  seed: number,
): LengthBinDifference[] {
  const differences = second.map((accuracy, index) => accuracy - first[index]);
  return binned(docstringTokens, differences).map(({ bin, values }) => {
    const { value: difference, low, high } = meanIn(bin, values, seed);
    return { bin, examples: values.length, difference, low, high };
  });
}

function binned(docstringTokens: readonly number[], values: readonly number[]) {
  if (docstringTokens.length !== values.length)
    throw new RangeError(`${values.length} values for ${docstringTokens.length} docstrings`);
  const bins = docstringTokens.map(lengthBinOf);
  return LENGTH_BINS.map((bin) => ({ bin, values: values.filter((_, index) => bins[index] === bin) }));
}

/** Every bin has a stream of its own, so that its interval depends on its own examples only. */
function meanIn(bin: LengthBin, values: readonly number[], seed: number) {
  if (values.length === 0) return { value: null, low: null, high: null };
  return bootstrapMean(values, seed, bin);
}
