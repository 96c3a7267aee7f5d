import { decodeBatch, type DecodingOptions } from '../../src-main/engine/decoding/beam-search';
import { createModel } from '../../src-main/engine/model/create-model';
import type { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import { Replicas } from '../../src-main/engine/replicas/replicas';
import type { TensorOperations } from '../../src-main/engine/tensor/tensor-operations';
import { EOS } from '../../src-main/engine/text/special-tokens';
import { optimisationStep } from '../../src-main/engine/training/optimisation-step';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { StepSizes } from '../workload/sizes';
import { batchOfStep, syntheticWorkload } from '../workload/workload';
import { FootprintCounter, type Footprint } from './footprint';
import type { GpuTimeline } from './gpu-timeline';
import type { TracedEngine } from './traced-engine';

/** Sentences times beam size that the engine decodes together. */
export const DECODER_ROWS = 192;

const TIME_STEPS_BEFORE = 3;

/** Enough for every operation to occur. */
export const SMALL_SIZES: StepSizes = { batch: 8, source: 10, target: 12, vocabulary: 30, hidden: 8 };
/** No logit comes near. */
const NEVER = -1e6;

/** What an optimisation step asks for, not the first, which makes constants besides. `timelines` go along. */
export async function stepFootprint(
  engine: TracedEngine,
  architecture: Architecture,
  sizes: StepSizes,
  timelines: readonly GpuTimeline[] = [],
): Promise<Footprint> {
  const training = new SyntheticTraining(engine.operations, architecture, sizes);
  await training.next();
  const counter = new FootprintCounter();
  await engine.watch({ asked: [counter], onGpu: [counter, ...timelines] }, () => training.next());
  training.dispose();
  return counter.footprint;
}

/** Optimisation steps on synthetic batches by one replica. */
export class SyntheticTraining {
  private readonly workload;
  private readonly model: SequenceToSequence;
  private readonly replicas: Replicas;
  private step = 0;

  constructor(ops: TensorOperations, architecture: Architecture, sizes: StepSizes) {
    this.workload = syntheticWorkload(sizes);
    this.model = createModel(ops, architecture, this.workload.configuration, this.workload.data);
    this.replicas = Replicas.single(this.model);
  }

  async next(): Promise<void> {
    const { configuration, batches } = this.workload;
    this.step++;
    await optimisationStep(this.replicas, configuration, batchOfStep(batches, this.step), this.step, 1);
  }

  dispose(): void {
    this.model.parameters.dispose();
  }
}

/** What one time step of decoding asks for: the difference that one more of them makes. */
export async function decodingFootprint(
  engine: TracedEngine,
  architecture: Architecture,
  sizes: StepSizes,
  { beamSize, attention }: Pick<DecodingOptions, 'beamSize' | 'attention'>,
  /** A fresh one for each of the two. */
  newTimelines: () => readonly GpuTimeline[] = () => [],
): Promise<{ readonly timeStep: Footprint; readonly seconds: readonly number[] }> {
  const { configuration, data, batches } = syntheticWorkload({ ...sizes, batch: DECODER_ROWS / beamSize });
  const model = createModel(engine.operations, architecture, configuration, data);
  // So that all sentences go on until the longest length.
  const bias = new Float32Array(data.targetVocabulary.size);
  bias[EOS] = NEVER;
  engine.operations.assign(model.parameters.variable('output.bias'), bias);
  const decode = (maximumLength: number) =>
    decodeBatch(model, batches[0].sources, { beamSize, maximumLength, attention, lengthNormalisation: 0 });
  decode(TIME_STEPS_BEFORE + 1);
  const measured = [];
  for (const length of [TIME_STEPS_BEFORE, TIME_STEPS_BEFORE + 1]) {
    const counter = new FootprintCounter();
    const timelines = newTimelines();
    await engine.watch({ asked: [counter], onGpu: [counter, ...timelines] }, () => decode(length));
    measured.push({ footprint: counter.footprint, seconds: timelines.map(({ seconds }) => seconds) });
  }
  model.parameters.dispose();
  const [before, after] = measured;
  return {
    timeStep: difference(after.footprint, before.footprint),
    seconds: after.seconds.map((seconds, index) => seconds - before.seconds[index]),
  };
}

function difference(after: Footprint, before: Footprint): Footprint {
  const counts = (which: 'operations' | 'copiesToHost' | 'copiesToDevice' | 'withoutKernel') =>
    Object.fromEntries(
      Object.entries(after[which]).flatMap(([name, number]) => {
        const more = number - (before[which][name] ?? 0);
        return more > 0 ? [[name, more] as const] : [];
      }),
    );
  return {
    operations: counts('operations'),
    readBacks: after.readBacks - before.readBacks,
    sinceReadBack: after.sinceReadBack,
    launches: after.launches - before.launches,
    flops: after.flops - before.flops,
    copiesToHost: counts('copiesToHost'),
    copiesToDevice: counts('copiesToDevice'),
    withoutKernel: counts('withoutKernel'),
  };
}
