import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { decodeBatch, type DecodingOptions } from '../decoding/beam-search';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import type { Batch, SequenceToSequence, TargetScores } from '../model/sequence-to-sequence';
import type { Tensor } from '../tensor/tensor-operations';
import { applyGradients, shardGradients, type StepNumbers } from '../training/optimisation-step';
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

export interface UpdateRequest {
  readonly configuration: RunConfiguration;
  readonly step: number;
  /** How many replicas, from the first, have gradients of this step. */
  readonly shards: number;
}

/** What a replica can be asked for: request and result by kind. Both can be sent between threads. */
export interface ReplicaWork {
  /** First half of a training step; the gradients stay with the replica and are shown to the others. */
  gradients: { request: GradientRequest; result: null };
  /** Second half: every replica adds up all gradients and changes its parameters alike. */
  update: { request: UpdateRequest; result: StepNumbers };
  loss: { request: { readonly batch: Batch; readonly feeding: Feeding }; result: LossOfBatch };
  /** What the model says of targets under teacher forcing, without dropout. */
  score: { request: Batch; result: readonly TargetScores[] };
  decode: {
    request: { readonly sources: readonly Int32Array[]; readonly options: DecodingOptions };
    result: DecodedHypothesis[][];
  };
  /** Takes over the parameters and moments that another replica has shown. */
  assign: { request: null; result: null };
}

export type WorkKind = keyof ReplicaWork;

type Performances = {
  [Kind in WorkKind]: (request: ReplicaWork[Kind]['request']) => ReplicaWork[Kind]['result'];
};

/** A copy of a model with the work it does; `exchange` is null for a model that has no other copy. */
export class Replica {
  /** Gradients by parameter, and last the sum of losses, between the two halves of a step. */
  private pending: readonly Tensor[] = [];

  constructor(
    readonly model: SequenceToSequence,
    /** Counted from 0. */
    private readonly index: number,
    private readonly exchange: Exchange | null,
  ) {}

  private readonly performances: Performances = {
    gradients: (request) => this.gradients(request),
    update: (request) => this.update(request),
    loss: ({ batch, feeding }) => batchLoss(this.model, batch, feeding),
    score: (batch) => this.model.ops.scope(() => this.model.scoreTargets(this.model.pass(null), batch)),
    decode: ({ sources, options }) => decodeBatch(this.model, sources, options),
    assign: () => {
      this.exchange?.readParameters(this.model);
      return null;
    },
  };

  perform<Kind extends WorkKind>(
    kind: Kind,
    request: ReplicaWork[Kind]['request'],
  ): ReplicaWork[Kind]['result'] {
    return this.performances[kind](request);
  }

  private gradients(request: GradientRequest): null {
    const { ops } = this.model;
    ops.dispose(...this.pending);
    this.pending = ops
      .scope(() => shardGradients(this.model, this.index, request))
      .map((tensor) => ops.keep(tensor));
    this.exchange?.showGradients(this.index, ops, this.pending);
    return null;
  }

  private update(request: UpdateRequest): StepNumbers {
    const { ops } = this.model;
    const own = this.pending;
    this.pending = [];
    const numbers = ops.scope(() => {
      const totals = this.exchange ? this.exchange.addGradients(this.index, ops, own, request.shards) : own;
      return applyGradients(this.model, totals, request);
    });
    ops.dispose(...own);
    return numbers;
  }
}
