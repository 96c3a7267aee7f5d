import type { SourceMasking } from '../../../src-shared/domain/attention-analysis';
import { dropsOf } from '../analysis/attention/faithfulness';
import type { EncodedPair } from '../data/prepare';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import { unpaddedLength } from '../model/packing';
import type { Replicas } from '../replicas/replicas';
import { EOS, PAD, SOS, UNK } from '../text/special-tokens';
import { scoreTargets } from './target-scores';

/** What was written for a source. */
export interface AnsweredSource {
  readonly source: Int32Array;
  readonly hypothesis: DecodedHypothesis;
}

/** What no mask can be put on; see `SourceMasking`. */
const UNMASKABLE: readonly number[] = [PAD, SOS, EOS, UNK];

/**
 * Masks each token of every source in turn and scores the answer under teacher forcing. Masked sources are batched and
 * dealt out to the replicas; `mayGoOn` is awaited in between with the number of them done; when it says no, the result is
 * null. An answer without any token has no steps.
 */
export async function maskSources(
  replicas: Replicas,
  answers: readonly AnsweredSource[],
  mayGoOn: (done: number, total: number) => Promise<boolean>,
): Promise<SourceMasking[] | null> {
  const variants = answers.map(variantsOf);
  const pairs = variants.flatMap(({ pairs }) => pairs);
  const scores = await scoreTargets(replicas, pairs, (done) => mayGoOn(done, pairs.length));
  if (scores === null) return null;
  const logProbabilities = scores.map((score) => Array.from(score.logProbabilities));
  let next = 0;
  return variants.map(({ positions, pairs }) => {
    const [whole, ...masked] = logProbabilities.slice(next, (next += pairs.length));
    return { positions, drops: whole ? dropsOf(whole, masked) : [] };
  });
}

/** The answer behind its whole source, and behind the source with each of the positions masked. */
function variantsOf({ source, hypothesis: { ids, ended } }: AnsweredSource) {
  const target = Int32Array.from([SOS, ...ids, ...(ended ? [EOS] : [])]);
  const positions = [...source.keys()].filter((position) => !UNMASKABLE.includes(source[position]));
  // A poor model may write nothing but <PAD>.
  if (unpaddedLength(target) < 2) return { positions, pairs: [] };
  const masked = positions.map((position): EncodedPair => ({ source: source.with(position, UNK), target }));
  return { positions, pairs: [{ source, target }, ...masked] };
}
