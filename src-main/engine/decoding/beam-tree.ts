import type { BeamStep, BeamTree } from '../../../src-shared/domain/beam-tree';
import { EOS } from '../text/special-tokens';
import type { Vocabulary } from '../text/vocabulary';
import type { Candidate, DecodingOptions, WatchSelection } from './beam-search';
import { rankingScore } from './ranking';

/** Writes down, while one source is decoded, what was weighed, kept and pruned at every step. */
export class TreeRecorder {
  private readonly steps: BeamStep[] = [];

  constructor(
    private readonly options: Pick<DecodingOptions, 'beamSize' | 'lengthNormalisation'>,
    private readonly vocabulary: Vocabulary,
  ) {}

  readonly watch: WatchSelection = (_, candidates) => this.steps.push(this.asStep(candidates));

  get tree(): BeamTree {
    const { beamSize, lengthNormalisation } = this.options;
    return { beamSize, lengthNormalisation, steps: this.steps };
  }

  private asStep(candidates: readonly Candidate[]): BeamStep {
    const { beamSize, lengthNormalisation } = this.options;
    return {
      candidates: candidates.map(({ node, slot }, place) => ({
        token: this.vocabulary.token(node.token),
        parent: this.steps.length === 0 ? null : slot,
        logProbability: node.logProbability,
        score: rankingScore(node.logProbability, node.length, lengthNormalisation),
        ended: node.token === EOS,
        // Candidates that go on have a new node; one that ended before is still the same.
        carriedOver: node.length <= this.steps.length,
        kept: place < beamSize,
      })),
    };
  }
}
