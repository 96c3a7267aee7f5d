import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';
import type { Replicas } from '../../src-main/engine/replicas/replicas';
import { optimisationStep } from '../../src-main/engine/training/optimisation-step';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import { batchOfStep } from '../workload/workload';

/** One timed optimisation step. */
export interface TimedStep {
  readonly seconds: number;
  /** Mean cross-entropy per target token, in nats. */
  readonly loss: number;
  /** Target tokens of the batch. */
  readonly tokens: number;
}

/** Our engine training on batches, step after step, as the trainer does it. */
export class EngineTraining {
  private step = 0;

  constructor(
    private readonly replicas: Replicas,
    private readonly configuration: RunConfiguration,
    private readonly batches: readonly Batch[],
  ) {}

  async next(): Promise<TimedStep> {
    this.step++;
    const batch = batchOfStep(this.batches, this.step);
    const started = performance.now();
    const result = await optimisationStep(this.replicas, this.configuration, batch, this.step, 1);
    const seconds = (performance.now() - started) / 1000;
    return { seconds, loss: result.lossSum / result.tokens, tokens: result.tokens };
  }
}
