import type { NearestExample } from '../../../../src-shared/domain/memorisation';
import type { EncodedExample } from '../../data/prepare';
import { TokenSetIndex } from '../../data/token-set-index';
import type { TokenisedSplit } from '../../data/tokenised-split';

/**
 * The training examples as something to look up in. Examples are compared as whole texts (numbers of tokens, neither cut
 * nor framed), answers with targets as they are encoded: a model can write nothing else.
 */
export class TrainingMemory {
  private readonly sources: TokenSetIndex;
  private readonly targets: TokenSetIndex;
  private readonly encodedTargets: TokenSetIndex;
  /** The first example with each encoded target. */
  private readonly byTarget = new Map<string, number>();

  constructor({ source, target }: TokenisedSplit, encoded: readonly EncodedExample[]) {
    this.sources = new TokenSetIndex(source.texts.train);
    this.targets = new TokenSetIndex(target.texts.train);
    // Without <SOS> and <EOS>, which all have.
    const targets = encoded.map((example) => example.target.subarray(1, -1));
    this.encodedTargets = new TokenSetIndex(targets);
    for (const [index, identifiers] of targets.entries()) {
      const key = keyOf(identifiers);
      if (!this.byTarget.has(key)) this.byTarget.set(key, index);
    }
  }

  nearestSource(text: Int32Array): NearestExample | null {
    return this.sources.nearest(text);
  }

  nearestTarget(text: Int32Array): NearestExample | null {
    return this.targets.nearest(text);
  }

  /** The example whose encoded target is most like an answer (identifiers without `<EOS>`). */
  nearestToAnswer(answer: Int32Array): NearestExample | null {
    return this.encodedTargets.nearest(answer);
  }

  /** The first example whose encoded target is exactly this answer; null for none, and for an empty answer. */
  verbatim(answer: Int32Array): number | null {
    return answer.length === 0 ? null : (this.byTarget.get(keyOf(answer)) ?? null);
  }
}

function keyOf(identifiers: Int32Array): string {
  return identifiers.join(' ');
}
