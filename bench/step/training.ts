import { createModel } from '../../src-main/engine/model/create-model';
import type { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import { optimisationStep } from '../../src-main/engine/training/optimisation-step';
import type { Architecture } from '../../src-shared/domain/architecture';
import { batchOf, type Workload } from '../workload/workload';

/** One timed optimisation step. */
export interface TimedStep {
  readonly seconds: number;
  /** Mean cross-entropy per target token, in nats. */
  readonly loss: number;
  /** Target tokens of the batch. */
  readonly tokens: number;
}

/** Our engine training on a workload, step after step. */
export class EngineTraining {
  private step = 0;

  private constructor(
    readonly model: SequenceToSequence,
    private readonly workload: Workload,
  ) {}

  static async start(architecture: Architecture, workload: Workload): Promise<EngineTraining> {
    const { configuration, data } = workload;
    return new EngineTraining(
      createModel(await selectBackend(), architecture, configuration, data),
      workload,
    );
  }

  /** The next step, as the trainer does it. */
  next(): TimedStep {
    this.step++;
    const batch = batchOf(this.workload, this.step);
    const started = performance.now();
    const result = optimisationStep(this.model, this.workload.configuration, batch, this.step, 1);
    const seconds = (performance.now() - started) / 1000;
    return { seconds, loss: result.lossSum / result.tokens, tokens: result.tokens };
  }
}
