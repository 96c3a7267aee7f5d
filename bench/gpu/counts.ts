import type { Architecture } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { SPECIFIED_SIZES } from '../workload/sizes';
import type { Footprint } from './footprint';
import { placementOf, type Placement } from './placement';
import { TracedEngine } from './traced-engine';
import { decodingFootprint, stepFootprint } from './traced-work';

/** What the engine asks of a GPU, found without one, and where operations run on this computer. */
export interface GpuCounts {
  readonly kind: 'counts';
  readonly architecture: Architecture;
  /** The TensorFlow whose kernels for a GPU were looked up. */
  readonly kernelsOf: string;
  readonly work: readonly { readonly name: string; readonly footprint: Footprint }[];
  readonly placement: Placement;
}

export const BEAM_SIZE = 3;

const DECODING = [
  { name: 'a time step of greedy decoding', beamSize: 1, attention: false },
  { name: `a time step of beam ${BEAM_SIZE}`, beamSize: BEAM_SIZE, attention: false },
];
const ATTENTION = { name: 'a time step of greedy decoding with weights', beamSize: 1, attention: true };

export async function gpuCounts(architecture: Architecture, progress: Progress): Promise<GpuCounts> {
  progress('counting operations and read-backs');
  const engine = new TracedEngine();
  const step = await stepFootprint(engine, architecture, SPECIFIED_SIZES);
  const work = [{ name: 'an optimisation step', footprint: step }];
  for (const { name, ...options } of architecture === 'lstm-attention'
    ? [...DECODING, ATTENTION]
    : DECODING) {
    const { timeStep } = await decodingFootprint(engine, architecture, SPECIFIED_SIZES, options);
    work.push({ name, footprint: timeStep });
  }
  progress('looking where operations run on this computer');
  const placement = await placementOf(architecture);
  return { kind: 'counts', architecture, kernelsOf: engine.kernelsOf, work, placement };
}
