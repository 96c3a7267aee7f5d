import type { Tensor, TensorOperations } from '../tensor/tensor-operations';

/** Places of a model that draw their own masks; layer numbers are added to the two layer sites. */
export const DROPOUT_SITES = {
  sourceEmbedding: 0,
  encoderLayer: 1,
  targetEmbedding: 16,
  decoderLayer: 17,
  output: 31,
} as const;
const SITES = 32;
/** Above any number of replicas. */
const REPLICAS = 64;

/**
 * Inverted dropout (Srivastava et al. 2014) whose masks depend only on (seed, step, replica, site), so that a resumed run draws
 * the same ones.
 */
export class Dropout {
  constructor(
    private readonly ops: TensorOperations,
    private readonly rate: number,
    private readonly seed: number,
    private readonly step: number,
    private readonly replica: number,
  ) {}

  /** Null when nothing is dropped. */
  mask(site: number, shape: readonly number[]): Tensor | null {
    if (this.rate === 0) return null;
    return this.ops.dropoutMask(
      shape,
      this.rate,
      this.seed | 0,
      ((this.step * REPLICAS + this.replica) * SITES + site) | 0,
    );
  }
}

/** `a * mask`, or `a` itself without a mask. */
export function masked(ops: TensorOperations, a: Tensor, mask: Tensor | null): Tensor {
  return mask === null ? a : ops.multiply(a, mask);
}
