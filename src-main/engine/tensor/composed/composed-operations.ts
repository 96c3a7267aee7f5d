import type {
  AttentionGradients,
  AttentionMemory,
  AttentionStep,
  Energy,
  FusedOperations,
  LossTarget,
  LstmActivations,
  PackedKernel,
} from '../fused-operations';
import { copySentences } from '../attention-memory';
import type { Tensor, TensorOperations } from '../tensor-operations';
import { attention, attentionGradient } from './attention';
import { crossEntropy, crossEntropyGradient } from './cross-entropy';
import { lstmCell, lstmCellGradient } from './lstm-cell';
import { packKernel, thinProduct } from './thin-product';

/** The fused operations put together from elementary ones: for every device, and the definition of what they compute. */
export class ComposedOperations implements FusedOperations {
  constructor(protected readonly ops: TensorOperations) {}

  packKernel(kernel: Tensor, blocks: number, orientation?: 'transposed'): PackedKernel {
    return this.ops.scope(() => packKernel(this.ops, kernel, blocks, orientation === 'transposed'));
  }

  thinProduct(parts: readonly Tensor[], kernel: PackedKernel): Tensor {
    return this.ops.scope(() => thinProduct(this.ops, parts, kernel));
  }

  rnnCell(product: Tensor, addend: Tensor): Tensor {
    return this.ops.scope(() => this.ops.tanh(sum(this.ops, product, addend)));
  }

  rnnCellGradient(hidden: Tensor, next: Tensor, above: Tensor | null): Tensor {
    const { ops } = this;
    return ops.scope(() => ops.tanhGradient(hidden, above ? ops.add(next, above) : next));
  }

  lstmCell(product: Tensor, addend: Tensor, previousCell: Tensor): LstmActivations {
    return this.ops.scope(() => lstmCell(this.ops, sum(this.ops, product, addend), previousCell));
  }

  lstmCellGradient(
    activations: LstmActivations,
    next: Tensor,
    above: Tensor | null,
    cellGradient: Tensor,
  ): { readonly gates: Tensor; readonly previousCell: Tensor } {
    const { ops } = this;
    return ops.scope(() =>
      this.lstmStepGradient(activations, above ? ops.add(next, above) : next, cellGradient),
    );
  }

  /** The same from the whole gradient of the hidden state. */
  protected lstmStepGradient(activations: LstmActivations, hiddenGradient: Tensor, cellGradient: Tensor) {
    return lstmCellGradient(this.ops, activations, hiddenGradient, cellGradient);
  }

  attention(memory: AttentionMemory, query: Tensor, energy: Energy): AttentionStep {
    return this.ops.scope(() => attention(this.ops, memory, query, energy));
  }

  selectSentences(memory: AttentionMemory, sentences: readonly number[]): AttentionMemory {
    return this.ops.scope(() => copySentences(this.ops, memory, sentences));
  }

  attentionGradient(
    memory: AttentionMemory,
    step: AttentionStep,
    energy: Energy,
    contextGradient: Tensor,
    laterKeys: Tensor | null,
  ): AttentionGradients {
    return this.ops.scope(() =>
      attentionGradient(this.ops, memory, step, energy, contextGradient, laterKeys),
    );
  }

  crossEntropy(products: readonly Tensor[], bias: Tensor, labels: Int32Array): Tensor {
    return this.ops.scope(() => crossEntropy(this.ops, this.logits(products, bias), labels));
  }

  crossEntropyGradient(products: readonly Tensor[], bias: Tensor, labels: Int32Array, target: LossTarget) {
    return this.ops.scope(() => crossEntropyGradient(this.ops, this.logits(products, bias), labels, target));
  }

  mostLikely(product: Tensor, bias: Tensor): Tensor {
    return this.ops.scope(() => this.ops.argMax(this.ops.addBias(product, bias)));
  }

  predict(parts: readonly Tensor[], kernel: PackedKernel, bias: Tensor, rows: number) {
    const { ops } = this;
    return ops.scope(() => {
      const product = thinProduct(ops, parts, kernel);
      // Sliced as floats: a GPU would send integers to the host for that.
      const ofRows = product.shape[0] === rows ? product : ops.sliceRows(product, 0, rows);
      return { product, columns: ops.argMax(ops.addBias(ofRows, bias)) };
    });
  }

  likeliest(parts: readonly Tensor[], kernel: PackedKernel, bias: Tensor, count: number) {
    const { ops } = this;
    return ops.scope(() => {
      const logits = ops.addBias(thinProduct(ops, parts, kernel), bias);
      const { values, indices } = ops.topK(ops.logSoftmax(logits), count);
      return { logProbabilities: values, columns: indices };
    });
  }

  private logits(products: readonly Tensor[], bias: Tensor): Tensor {
    return this.ops.addBias(this.ops.concat(products, 0), bias);
  }
}

/** The addend has the product's shape or is one row for all. */
function sum(ops: TensorOperations, product: Tensor, addend: Tensor): Tensor {
  return addend.shape.length === 1 ? ops.addBias(product, addend) : ops.add(product, addend);
}
