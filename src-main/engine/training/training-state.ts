import type { Intervention } from '../../../src-shared/domain/training';
import { type GradientSums, NO_GRADIENTS } from './epoch-gradients';

/** Everything beside weights and moments that training continues from. Random draws depend on SEED, step and epoch alone. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** Epochs done. */
  readonly epoch: number;
  /** Batches done of the epoch under way. */
  readonly batchesDone: number;
  /** Sums over those batches, for the epoch's mean loss. */
  readonly lossSum: number;
  readonly tokens: number;
  readonly secondsInEpoch: number;
  /** Of those batches; null where an Unroll that did not record them did some of the batches. */
  readonly gradients: GradientSums | null;
  readonly bestEpoch: number | null;
  readonly bestValidationLoss: number | null;
  readonly epochsWithoutImprovement: number;
  /** In the order of their steps; those of steps that are not done yet will be made. */
  readonly interventions: readonly Intervention[];
}

export const INITIAL_STATE: TrainingState = {
  step: 0,
  epoch: 0,
  batchesDone: 0,
  lossSum: 0,
  tokens: 0,
  secondsInEpoch: 0,
  gradients: NO_GRADIENTS,
  bestEpoch: null,
  bestValidationLoss: null,
  epochsWithoutImprovement: 0,
  interventions: [],
};

type LaterMembers = 'gradients' | 'interventions';

/** The state that a checkpoint holds; those of before gradients or interventions were recorded lack them. */
export function parseTrainingState(json: string): TrainingState {
  const state = JSON.parse(json) as Omit<TrainingState, LaterMembers> &
    Partial<Pick<TrainingState, LaterMembers>>;
  return {
    ...state,
    gradients: state.gradients ?? (state.batchesDone === 0 ? NO_GRADIENTS : null),
    interventions: state.interventions ?? [],
  };
}
