import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { AttentionMemory } from '../tensor/fused-operations';
import { selectRows } from '../model/attention';
import {
  decoderKernels,
  decoderStep,
  outputInputs,
  type DecoderKernels,
  type DecoderStates,
  type StepMasks,
} from '../model/decoder';
import { logitsOf, outputLayer, type OutputLayer } from '../model/output-layer';
import type { Pass } from '../model/pass';
import type { Encoding, SequenceToSequence } from '../model/sequence-to-sequence';
import { EOS, SOS } from '../text/special-tokens';
import { collect, type DecodedHypothesis, type Node } from './hypothesis';
import { rankingScore } from './ranking';

export interface DecodingOptions {
  /** 1 is greedy decoding. */
  readonly beamSize: number;
  /** Most tokens of a hypothesis, <EOS> counted. */
  readonly maximumLength: number;
  /** Exponent alpha of the length penalty; 0 for none. */
  readonly lengthNormalisation: number;
  readonly attention: boolean;
}

/** What may come next in a beam: a node behind the hypothesis of a slot, or that hypothesis itself if it has ended. */
export interface Candidate {
  readonly node: Node;
  readonly slot: number;
}

/** Sees all candidates of a sentence's step, best first. */
export type WatchSelection = (sentence: number, candidates: readonly Candidate[]) => void;

const NO_DROPOUT: StepMasks = { layers: [] };

/** Finished sentences leave the batch when they are at least this share of it. */
const COMPACT_AT = 0.25;

/**
 * Decodes a batch of encoded sources, all together; for each the hypotheses of its final beam, best first. The score is
 * the sum of log-probabilities, or with length normalisation that divided by `((5 + length) / 6)^alpha` (Wu et al. 2016,
 * section 7). A finished hypothesis stays in its beam and is not extended; ties go to the lower token id. `watch` is shown
 * every choice.
 */
export function decodeBatch(
  model: SequenceToSequence,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  watch: WatchSelection | null = null,
): DecodedHypothesis[][] {
  return model.ops.scope(() => {
    const pass = model.pass(null);
    const search = new BeamSearch(pass, model.encode(pass, sources), sources.length, options, watch);
    for (let step = 0; step < options.maximumLength && search.isLive; step++) search.advance();
    return search.hypotheses();
  });
}

/** The hypotheses of one sentence. Slot i of the beam stands in decoder row `firstRow + i`. */
interface Beam {
  nodes: (Node | null)[];
  done: boolean;
}

class BeamSearch {
  private readonly ops: TensorOperations;
  private readonly kernels: DecoderKernels;
  private readonly output: OutputLayer;
  private readonly beams: Beam[];
  /** Sentences that still have rows in the batch. */
  private batch: number[];
  private states: DecoderStates;
  private memory: AttentionMemory | null;

  constructor(
    private readonly pass: Pass,
    encoding: Encoding,
    sentences: number,
    private readonly options: DecodingOptions,
    private readonly watch: WatchSelection | null,
  ) {
    this.ops = pass.ops;
    this.kernels = decoderKernels(pass);
    this.output = outputLayer(pass);
    // Before the first step only one slot of each beam is alive: the empty hypothesis.
    this.beams = Array.from({ length: sentences }, () => ({ nodes: [null], done: false }));
    this.batch = [...this.beams.keys()];
    const rows = this.batch.flatMap((sentence) => new Array<number>(options.beamSize).fill(sentence));
    this.states = this.gatherStates(encoding.states, rows);
    this.memory = encoding.memory && selectRows(this.ops, encoding.memory, rows);
  }

  get isLive(): boolean {
    return this.batch.some((sentence) => !this.beams[sentence].done);
  }

  /** One step of all live sentences: decoder, candidates, selection, states moved to their new slots. */
  advance(): void {
    const { ops, options } = this;
    const previous = this.states;
    this.states = ops.scope(() => {
      const ids = ops.int32(this.lastTokens(), [this.batch.length * options.beamSize]);
      const embedded = ops.gatherRows(this.pass.weights['decoder.embedding'], ids);
      const step = decoderStep(this.pass, this.kernels, embedded, previous, this.memory, NO_DROPOUT);
      const states = step.cells.map((cell) => cell.state);
      const logProbabilities = ops.logSoftmax(
        logitsOf(ops, this.output, outputInputs(this.pass.options, step)),
      );
      const best = ops.topK(logProbabilities, Math.min(options.beamSize, logProbabilities.shape[1]));
      const weights = options.attention && step.attention ? readRows(ops, step.attention.weights) : null;
      const parents = this.select(
        ops.readFloat32(best.values),
        ops.readInt32(best.indices),
        best.values.shape[1],
        weights,
      );
      return this.gatherStates(states, parents);
    });
    ops.dispose(...new Set(previous.flat()));
    this.compact();
  }

  hypotheses(): DecodedHypothesis[][] {
    return this.beams.map((beam) => {
      const nodes = beam.nodes.filter((node) => node !== null);
      return nodes.map((node) => collect(node, EOS));
    });
  }

  private lastTokens(): Int32Array {
    const { beamSize } = this.options;
    const tokens = new Int32Array(this.batch.length * beamSize).fill(SOS);
    this.batch.forEach((sentence, place) =>
      this.beams[sentence].nodes.forEach((node, slot) => {
        if (node !== null) tokens[place * beamSize + slot] = node.token;
      }),
    );
    return tokens;
  }

  /** Chooses every live sentence's new beam; returns for each row the row whose state it goes on from. */
  private select(
    values: Float32Array,
    indices: Int32Array,
    width: number,
    weights: Float32Array[] | null,
  ): number[] {
    const { beamSize } = this.options;
    const parents = Array.from({ length: this.batch.length * beamSize }, (_, row) => row);
    this.batch.forEach((sentence, place) => {
      const beam = this.beams[sentence];
      if (beam.done) return;
      const candidates: Candidate[] = [];
      beam.nodes.forEach((parent, slot) => {
        const row = place * beamSize + slot;
        if (parent?.token === EOS) candidates.push({ node: parent, slot });
        else
          for (let rank = 0; rank < width; rank++) {
            const logProbability = (parent?.logProbability ?? 0) + values[row * width + rank];
            const token = indices[row * width + rank];
            const length = (parent?.length ?? 0) + 1;
            candidates.push({
              node: { token, parent, logProbability, length, attention: weights?.[row] ?? null },
              slot,
            });
          }
      });
      // The sort is stable: among equals, the better earlier hypothesis and then the lower token id come first.
      candidates.sort((a, b) => this.score(b.node) - this.score(a.node));
      this.watch?.(sentence, candidates);
      const kept = candidates.slice(0, beamSize);
      beam.nodes = kept.map(({ node }) => node);
      beam.done = beam.nodes.every((node) => node?.token === EOS);
      kept.forEach((candidate, slot) => {
        parents[place * beamSize + slot] = place * beamSize + candidate.slot;
      });
    });
    return parents;
  }

  private score({ logProbability, length }: Node): number {
    return rankingScore(logProbability, length, this.options.lengthNormalisation);
  }

  /** Takes finished sentences out of the batch once they are many. */
  private compact(): void {
    const { ops } = this;
    const { beamSize } = this.options;
    const live = [...this.batch.keys()].filter((place) => !this.beams[this.batch[place]].done);
    if (live.length === 0 || this.batch.length - live.length < COMPACT_AT * this.batch.length) return;
    const rows = live.flatMap((place) =>
      Array.from({ length: beamSize }, (_, slot) => place * beamSize + slot),
    );
    const before = this.states;
    this.states = this.gatherStates(before, rows);
    ops.dispose(...new Set(before.flat()));
    if (this.memory) this.memory = selectRows(ops, this.memory, rows);
    this.batch = live.map((place) => this.batch[place]);
  }

  private gatherStates(states: DecoderStates, rows: readonly number[]): DecoderStates {
    const { ops } = this;
    return ops.scope(() => {
      const index = ops.int32(Int32Array.from(rows), [rows.length]);
      return states.map((state) => state.map((part) => ops.gatherRows(part, index)));
    });
  }
}

function readRows(ops: TensorOperations, matrix: Tensor): Float32Array[] {
  const values = ops.readFloat32(matrix);
  const [rows, columns] = matrix.shape;
  return Array.from({ length: rows }, (_, row) => values.slice(row * columns, (row + 1) * columns));
}
