import type { BeamStep, BeamTree } from '../../../src-shared/domain/beam-tree';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { EOS } from '../text/special-tokens';
import type { Vocabulary } from '../text/vocabulary';
import { decodeBatch, type Candidate, type DecodingOptions } from './beam-search';
import type { DecodedHypothesis } from './hypothesis';
import { rankingScore } from './ranking';

export interface DecodedTree {
  readonly hypotheses: readonly DecodedHypothesis[];
  readonly tree: BeamTree;
}

/** Decodes one source, as `decodeBatch` does, and tells of every step what was weighed, kept and pruned. */
export function decodeWithTree(
  model: SequenceToSequence,
  source: Int32Array,
  options: DecodingOptions,
  vocabulary: Vocabulary,
): DecodedTree {
  const { beamSize, lengthNormalisation } = options;
  const steps: BeamStep[] = [];
  const asStep = (candidates: readonly Candidate[]): BeamStep => ({
    candidates: candidates.map(({ node, slot }, place) => {
      // Candidates that go on have a new node; one that ended before is still the same.
      const carriedOver = node.length <= steps.length;
      return {
        token: vocabulary.token(node.token),
        parent: steps.length === 0 ? null : slot,
        logProbability: node.logProbability,
        score: rankingScore(node.logProbability, node.length, lengthNormalisation),
        ended: node.token === EOS,
        carriedOver,
        kept: place < beamSize,
      };
    }),
  });
  const [hypotheses] = decodeBatch(model, [source], options, (_, candidates) =>
    steps.push(asStep(candidates)),
  );
  return { hypotheses, tree: { beamSize, lengthNormalisation, steps } };
}
