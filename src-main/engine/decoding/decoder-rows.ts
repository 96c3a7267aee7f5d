import { disposeSelection } from '../tensor/attention-memory';
import type { AttentionMemory } from '../tensor/fused-operations';
import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import { decoderStep, tokenInput, type DecoderStates } from '../model/decoder';
import { type LabelDistributions, likeliest, logitsOf, outputDistributions } from '../model/output-layer';
import type { Pass } from '../model/pass';
import type { Encoding } from '../model/sequence-to-sequence';
import type { DecodingLayout } from './decoding-layout';
import { chainOf, type Node, type PositionDistribution } from './hypothesis';

type SingleStep = ReturnType<typeof decoderStep>;

/** What may come next in every row: its `width` most likely tokens, best first. */
export interface Continuations {
  readonly width: number;
  /** `[rows, width]`. */
  readonly tokens: Int32Array;
  /** `[rows, width]`. */
  readonly logProbabilities: Float32Array;
  /** Attention weights of the step by row, if they were asked for and the model has them. */
  readonly attention: readonly Float32Array[] | null;
}

/** What is known to come next in every row. */
export interface Followed {
  /** Of the tokens that come next, by row. */
  readonly logProbabilities: Float32Array;
  /** As that of `Continuations`. */
  readonly attention: readonly Float32Array[] | null;
}

/** The decoder's rows while a batch is decoded: a state for each hypothesis that goes on, and the sentence it attends to. */
export class DecoderRows {
  private states: DecoderStates;
  /** Of all sentences. */
  private readonly memory: AttentionMemory | null;
  /** By row. */
  private sentences: readonly number[];
  /** The memory as the rows attend to it. */
  private attended: AttentionMemory | null;
  /** What the output layer was given, step by step. */
  private readonly recorded: Tensor[] = [];

  /** In the beginning row r is that of sentence r. Call inside a scope. `records`: so that `distributions` can be told. */
  constructor(
    private readonly pass: Pass,
    { states, memory }: Encoding,
    private readonly layout: DecodingLayout,
    private readonly records: boolean,
  ) {
    this.states = states;
    this.memory = memory;
    this.attended = memory;
    this.sentences = Array.from({ length: states[0][0].shape[0] }, (_, row) => row);
  }

  get count(): number {
    return this.sentences.length;
  }

  /** Feeds every row a token and moves it one step. */
  step(tokens: Int32Array, width: number, withAttention: boolean): Continuations {
    const { ops } = this.pass;
    return this.advance(tokens, (step, inputs) => {
      const next = likeliest(ops, this.layout.output, inputs, width);
      return {
        width: next.columns.shape[1],
        tokens: ops.readInt32(next.columns),
        logProbabilities: ops.readFloat32(next.logProbabilities),
        attention: withAttention ? this.attentionOf(step) : null,
      };
    });
  }

  /** As `step`, where each row goes on with a token that is given. */
  follow(tokens: Int32Array, next: Int32Array, withAttention: boolean): Followed {
    const { ops } = this.pass;
    return this.advance(tokens, (step, inputs) => {
      const logits = logitsOf(ops, this.layout.output, inputs);
      return {
        logProbabilities: ops.readFloat32(ops.gatherElements(ops.logSoftmax(logits), next)),
        attention: withAttention ? this.attentionOf(step) : null,
      };
    });
  }

  /** For each chain of nodes that ends with one of `last`, the distributions that its tokens were taken from. */
  distributions(last: readonly Node[], alternatives: number): PositionDistribution[][] {
    const { ops } = this.pass;
    const chains = last.map(chainOf);
    if (chains.length === 0) return [];
    const starts = [0];
    for (const { shape } of this.recorded) starts.push(starts[starts.length - 1] + shape[0]);
    return ops.scope(() => {
      const all = ops.concat(this.recorded, 0);
      const steps = chains.map((nodes) => {
        const rows = Int32Array.from(nodes, ({ row }, step) => starts[step] + row);
        const inputs = [ops.gatherRows(all, ops.int32(rows, [rows.length]))];
        return { inputs, labels: Int32Array.from(nodes, ({ token }) => token), product: null };
      });
      const told = outputDistributions(ops, this.layout.output, steps, alternatives);
      let next = 0;
      return chains.map((nodes) => nodes.map(() => distributionOf(told, next++)));
    });
  }

  private advance<Result>(
    tokens: Int32Array,
    read: (step: SingleStep, inputs: readonly Tensor[]) => Result,
  ): Result {
    const { ops } = this.pass;
    const previous = this.states;
    let result: Result;
    const after = ops.scope(() => {
      const { kernels } = this.layout;
      const input = tokenInput(this.pass, kernels, ops.int32(tokens, [tokens.length]));
      const step = decoderStep(this.pass, kernels, input, previous, this.attended);
      const inputs = step.outputInputs;
      result = read(step, inputs);
      return {
        states: step.cells.map((cell) => cell.state),
        recorded: this.records ? ops.concat(inputs, 1) : null,
      };
    });
    this.states = after.states;
    if (after.recorded) this.recorded.push(after.recorded);
    ops.dispose(...new Set(previous.flat()));
    return result!;
  }

  private attentionOf({ attention }: SingleStep): Float32Array[] | null {
    return attention && readRows(this.pass.ops, attention.weights);
  }

  /** Row r goes on from what was row `from[r]`. */
  move(from: readonly number[]): void {
    const { ops } = this.pass;
    const before = this.states;
    this.states = ops.scope(() => {
      const index = ops.int32(Int32Array.from(from), [from.length]);
      return before.map((state) => state.map((part) => ops.gatherRows(part, index)));
    });
    ops.dispose(...new Set(before.flat()));
    const sentences = from.map((row) => this.sentences[row]);
    const isSame =
      sentences.length === this.count && sentences.every((sentence, row) => sentence === this.sentences[row]);
    this.sentences = sentences;
    if (this.memory && !isSame) this.attend(this.memory);
  }

  private attend(memory: AttentionMemory): void {
    const { ops } = this.pass;
    disposeSelection(ops, this.attended!, memory);
    this.attended = ops.fused.selectSentences(memory, this.sentences);
  }
}

/** That of one row among all. */
function distributionOf(all: LabelDistributions, row: number): PositionDistribution {
  const { width } = all;
  return {
    logProbability: all.logProbabilities[row],
    entropy: all.entropies[row],
    mostLikely: all.mostLikely.slice(row * width, (row + 1) * width),
    logProbabilities: all.mostLikelyLogProbabilities.slice(row * width, (row + 1) * width),
  };
}

function readRows(ops: TensorOperations, matrix: Tensor): Float32Array[] {
  const values = ops.readFloat32(matrix);
  const [rows, columns] = matrix.shape;
  return Array.from({ length: rows }, (_, row) => values.slice(row * columns, (row + 1) * columns));
}
