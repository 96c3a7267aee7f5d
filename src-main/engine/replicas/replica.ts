import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { decodeBatch, type DecodingOptions } from '../decoding/beam-search';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import type { Batch, SequenceToSequence, TargetScores } from '../model/sequence-to-sequence';
import type { AdamStep, Tensor, VariablePart } from '../tensor/tensor-operations';
import { applyGradients, gradientNorms, shardGradients, type GradientNorms } from '../training/gradients';
import { batchLoss, type Feeding, type LossOfBatch } from '../training/validation';
import type { Exchange } from './exchange';

/** One replica's part of a batch, with what all replicas share of the step. */
export interface GradientRequest {
  readonly shard: Batch;
  /** Target tokens of the whole batch. */
  readonly tokens: number;
  readonly coins: readonly boolean[];
  readonly configuration: RunConfiguration;
  readonly step: number;
}

export interface NormRequest {
  /** How many replicas, from the first, have gradients of this step. */
  readonly shards: number;
}

/** What a replica can be asked for: request and result by kind. Both can be sent between threads. */
export interface ReplicaWork {
  /** First third of a training step; the gradients stay with the replica and are shown to the others. */
  gradients: { request: GradientRequest; result: null };
  /** Second third: the norms of all gradients together, each replica those of its part. */
  norms: { request: NormRequest; result: GradientNorms };
  /** Last third: changes the replica's part of the parameters, which all see; null changes nothing. */
  update: { request: AdamStep | null; result: null };
  loss: { request: { readonly batch: Batch; readonly feeding: Feeding }; result: LossOfBatch };
  /** What the model says of targets under teacher forcing, without dropout. */
  score: { request: Batch; result: readonly TargetScores[] };
  decode: {
    request: { readonly sources: readonly Int32Array[]; readonly options: DecodingOptions };
    result: DecodedHypothesis[][];
  };
}

export type WorkKind = keyof ReplicaWork;

type Performances = {
  [Kind in WorkKind]: (request: ReplicaWork[Kind]['request']) => ReplicaWork[Kind]['result'];
};

/** One of the models that share their parameters, with the work it does; `exchange` is null for a model alone. */
export class Replica {
  /** Of every shard, by parameter, and last the sum of losses; between the parts of a step. */
  private gradients: readonly (readonly Tensor[])[] = [];

  constructor(
    readonly model: SequenceToSequence,
    /** Which replica of how many. */
    private readonly part: VariablePart,
    private readonly exchange: Exchange | null,
  ) {}

  private readonly performances: Performances = {
    gradients: (request) => this.computeGradients(request),
    norms: ({ shards }) => this.gradientNorms(shards),
    update: (step) => this.update(step),
    loss: ({ batch, feeding }) => batchLoss(this.model, batch, feeding),
    score: (batch) => this.model.ops.scope(() => this.model.scoreTargets(this.model.pass(null), batch)),
    decode: ({ sources, options }) => decodeBatch(this.model, sources, options),
  };

  perform<Kind extends WorkKind>(
    kind: Kind,
    request: ReplicaWork[Kind]['request'],
  ): ReplicaWork[Kind]['result'] {
    return this.performances[kind](request);
  }

  private computeGradients(request: GradientRequest): null {
    const { ops } = this.model;
    this.freeGradients();
    const own = ops.scope(() => shardGradients(this.model, this.part.index, request));
    this.gradients = [own.map((tensor) => ops.keep(tensor))];
    this.exchange?.showGradients(this.part.index, own);
    return null;
  }

  private gradientNorms(shards: number): GradientNorms {
    if (this.exchange) this.takeGradients(this.exchange, shards);
    return this.model.ops.scope(() => gradientNorms(this.model, this.gradients, this.part));
  }

  /** Those of all shards; a replica without a shard of this step has none of its own. */
  private takeGradients(exchange: Exchange, shards: number): void {
    const { ops, parameters } = this.model;
    const count = parameters.definitions.length + 1;
    this.freeGradients();
    this.gradients = Array.from({ length: shards }, (_, shard) =>
      exchange.shownGradients(shard, count).map((tensor) => ops.keep(tensor)),
    );
  }

  private update(step: AdamStep | null): null {
    this.exchange?.clearGradients(this.part.index);
    if (step) this.model.ops.scope(() => applyGradients(this.model, this.gradients, step, this.part));
    this.freeGradients();
    return null;
  }

  private freeGradients(): void {
    this.model.ops.dispose(...this.gradients.flat());
    this.gradients = [];
  }
}
