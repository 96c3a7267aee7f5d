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
  readonly bestEpoch: number | null;
  readonly bestValidationLoss: number | null;
  readonly epochsWithoutImprovement: number;
}

export const INITIAL_STATE: TrainingState = {
  step: 0,
  epoch: 0,
  batchesDone: 0,
  lossSum: 0,
  tokens: 0,
  secondsInEpoch: 0,
  bestEpoch: null,
  bestValidationLoss: null,
  epochsWithoutImprovement: 0,
};
