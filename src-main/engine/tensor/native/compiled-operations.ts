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
import type { Tensor } from '../tensor-operations';
import type { OperationAttribute } from './binding';
import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';

const NONE: readonly OperationAttribute[] = [];

const id = (tensor: Tensor) => (tensor as NativeTensor).id;

interface CompiledKernel extends PackedKernel {
  /** In panels of columns. */
  readonly packed: NativeTensor;
}

interface CompiledLstmActivations extends LstmActivations {
  /** Gates after their non-linearities, `[rows, 4 units]`. */
  readonly activated: Tensor;
}

/** The fused operations by the kernels in `kernels/`, each one operation of TensorFlow. */
export class CompiledOperations implements FusedOperations {
  constructor(
    private readonly memory: NativeMemory,
    private readonly attributes: CommonAttributes,
  ) {}

  packKernel(kernel: Tensor, blocks: number, orientation?: 'transposed'): PackedKernel {
    const attributes = this.attributes.packing[orientation ?? 'upright'];
    const inputs = [id(kernel), this.memory.integers(blocks)];
    const packed = this.memory.run('UnrollPackKernel', attributes, inputs);
    const columns = orientation ? kernel.shape[0] / blocks : kernel.shape[1];
    return { columns, packed } as CompiledKernel;
  }

  thinProduct(parts: readonly Tensor[], kernel: PackedKernel): Tensor {
    const { columns, packed } = kernel as CompiledKernel;
    const inputs = [packed.id, this.memory.integers(columns), ...parts.map(id)];
    return this.memory.run('UnrollThinProduct', this.attributes.count(parts.length), inputs);
  }

  rnnCell(product: Tensor, addend: Tensor): Tensor {
    return this.memory.run('UnrollRnnCell', NONE, [id(product), id(addend)]);
  }

  rnnCellGradient(hidden: Tensor, next: Tensor, above: Tensor | null): Tensor {
    return this.memory.run('UnrollRnnCellGradient', NONE, [id(hidden), id(next), this.orNone(above, hidden)]);
  }

  lstmCell(product: Tensor, addend: Tensor, previousCell: Tensor): LstmActivations {
    const inputs = [product, addend, previousCell].map(id);
    const [activated, cell, hidden] = this.memory.runAll('UnrollLstmCell', NONE, inputs, 3);
    return { previousCell, cell, hidden, activated } as CompiledLstmActivations;
  }

  lstmCellGradient(activations: LstmActivations, next: Tensor, above: Tensor | null, cellGradient: Tensor) {
    const { activated, previousCell, cell } = activations as CompiledLstmActivations;
    const forward = [activated, previousCell, cell, next].map(id);
    const inputs = [...forward, this.orNone(above, cell), id(cellGradient)];
    const [gates, previous] = this.memory.runAll('UnrollLstmCellGradient', NONE, inputs, 2);
    return { gates, previousCell: previous };
  }

  attention(memory: AttentionMemory, query: Tensor, energy: Energy): AttentionStep {
    const inputs = [memory.keys, memory.values, query, energy.kernel, memory.starts].map(id);
    const sentences = memory.sentences ? id(memory.sentences) : this.memory.integers([]);
    const [context, weights] = this.memory.runAll(
      'UnrollAttention',
      this.attributes.outerTanh[`${energy.outerTanh}`],
      [...inputs, this.memory.integers(memory.longest), sentences],
      2,
    );
    return { query, context, weights };
  }

  selectSentences(memory: AttentionMemory, sentences: readonly number[]): AttentionMemory {
    const { starts } = memory.segments;
    const longest = Math.max(...sentences.map((sentence) => starts[sentence + 1] - starts[sentence]));
    const rows = sentences.length;
    const ids = this.memory.create(Int32Array.from(sentences), [rows], this.memory.binding.TF_INT32);
    return { ...memory, rows, longest, sentences: ids };
  }

  attentionGradient(
    memory: AttentionMemory,
    step: AttentionStep,
    energy: Energy,
    contextGradient: Tensor,
    laterKeys: Tensor | null,
  ): AttentionGradients {
    const { keys, values, starts } = memory;
    const inputs = [keys, values, step.query, energy.kernel, starts, step.weights, contextGradient].map(id);
    const [query, allKeys, energyKernel] = this.memory.runAll(
      'UnrollAttentionGradient',
      this.attributes.outerTanh[`${energy.outerTanh}`],
      [...inputs, this.orNone(laterKeys, keys)],
      3,
    );
    return { query, keys: allKeys, energyKernel };
  }

  crossEntropy(products: readonly Tensor[], bias: Tensor, labels: Int32Array): Tensor {
    return this.withLabels(labels, (ids) => {
      const inputs = [id(bias), ids, ...products.map(id)];
      return this.memory.run('UnrollCrossEntropy', this.attributes.count(products.length), inputs);
    });
  }

  crossEntropyGradient(
    products: readonly Tensor[],
    bias: Tensor,
    labels: Int32Array,
    { scale, labelSmoothing }: LossTarget,
  ) {
    const attributes = this.attributes.count(products.length);
    const [losses, logits, ofBias] = this.withLabels(labels, (ids) => {
      const scalars = [this.memory.scalar(scale), this.memory.scalar(labelSmoothing)];
      const inputs = [id(bias), ids, ...scalars, ...products.map(id)];
      return this.memory.runAll('UnrollCrossEntropyGradient', attributes, inputs, 3);
    });
    return { losses, logits, bias: ofBias };
  }

  mostLikely(product: Tensor, bias: Tensor): Tensor {
    return this.memory.run('UnrollMostLikely', NONE, [id(product), id(bias)]);
  }

  predict(parts: readonly Tensor[], kernel: PackedKernel, bias: Tensor, rows: number) {
    const [product, columns] = this.ofOutputLayer('UnrollPredict', parts, kernel, bias, rows);
    return { product, columns };
  }

  likeliest(parts: readonly Tensor[], kernel: PackedKernel, bias: Tensor, count: number) {
    const [logProbabilities, columns] = this.ofOutputLayer('UnrollLikeliest', parts, kernel, bias, count);
    return { logProbabilities, columns };
  }

  private ofOutputLayer(
    operation: string,
    parts: readonly Tensor[],
    kernel: PackedKernel,
    bias: Tensor,
    count: number,
  ) {
    const { columns, packed } = kernel as CompiledKernel;
    const inputs = [packed.id, this.memory.integers(columns), id(bias), this.memory.integers(count)];
    const attributes = this.attributes.count(parts.length);
    return this.memory.runAll(operation, attributes, [...inputs, ...parts.map(id)], 2);
  }

  /** A tensor, or one without rows that stands for none, as wide as `like`. */
  private orNone(tensor: Tensor | null, like: Tensor): number {
    return tensor ? id(tensor) : this.memory.zeros([0, like.shape[1]]);
  }

  private withLabels<Result>(labels: Int32Array, body: (ids: number) => Result): Result {
    const ids = this.memory.create(labels, [labels.length], this.memory.binding.TF_INT32);
    const result = body(ids.id);
    this.memory.dispose([ids]);
    return result;
  }
}
