import type { NearestExample } from '../../../../src-shared/domain/memorisation';
import type { EncodedExample } from '../../data/prepare';
import { TokenSetIndex } from '../../data/token-set-index';

/** The training examples as something to look up in. Texts are identifiers without `<SOS>` and `<EOS>`. */
export class TrainingMemory {
  private readonly sources: TokenSetIndex;
  private readonly targets: TokenSetIndex;
  /** The first example with each target. */
  private readonly byTarget = new Map<string, number>();

  constructor(training: readonly EncodedExample[]) {
    const targets = training.map(({ target }) => unframed(target));
    this.sources = new TokenSetIndex(training.map(({ source }) => unframed(source)));
    this.targets = new TokenSetIndex(targets);
    for (const [index, target] of targets.entries()) {
      const key = keyOf(target);
      if (!this.byTarget.has(key)) this.byTarget.set(key, index);
    }
  }

  nearestSource(source: Int32Array): NearestExample | null {
    return this.sources.nearest(source);
  }

  nearestTarget(target: Int32Array): NearestExample | null {
    return this.targets.nearest(target);
  }

  /** The first training example that has exactly this target; null for none, and for an empty text. */
  withTarget(target: Int32Array): number | null {
    return target.length === 0 ? null : (this.byTarget.get(keyOf(target)) ?? null);
  }
}

/** An encoded text without `<SOS>` and `<EOS>`, which all texts share. */
export function unframed(encoded: Int32Array): Int32Array {
  return encoded.subarray(1, -1);
}

function keyOf(identifiers: Int32Array): string {
  return identifiers.join(' ');
}
