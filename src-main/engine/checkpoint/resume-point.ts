import { UserError } from '../../../src-shared/domain/errors';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import type { TrainingState } from '../training/training-state';
import type { Generation, LoadedCheckpoint, RunFolder } from './run-folder';

/** Where an interrupted run goes on. */
export interface ResumePoint extends LoadedCheckpoint {
  /** What was wrong with the newest checkpoint; null when it is the newest from which the run goes on. */
  readonly problem: string | null;
  /** The checkpoints of this point, as they are on disk. */
  readonly artefacts: readonly ArtefactRecord[];
}

/**
 * Puts the newest whole checkpoint of a run into the model, and sees to it that `best` is what it was then. A broken
 * checkpoint gives way to the one before it. Null where the run has not come to a checkpoint.
 *
 * `latest` is written before `best`, and both keep their previous generation. So whichever `latest` is whole, the best
 * weights of its time are in one of the two generations of `best`, or they are its own.
 * @throws UserError naming what is wrong with each of the files when the run cannot go on from any.
 */
export async function findResumePoint(
  folder: RunFolder,
  model: SequenceToSequence,
): Promise<ResumePoint | null> {
  if (!folder.has('latest', 'current') && !folder.has('latest', 'previous')) return null;
  const problems: string[] = [];
  for (const generation of ['current', 'previous'] as const)
    try {
      const loaded = await folder.load('latest', model, generation);
      await restoreBest(folder, model, loaded.state);
      if (generation === 'previous') await folder.goBack('latest');
      return { ...loaded, problem: problems[0] ?? null, artefacts: await folder.artefacts() };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
    }
  throw new UserError(
    `${problems.join('; ')}. The run cannot go on from its checkpoints; delete it and train it anew`,
  );
}

/** Makes `best` what it was when the model was in this state. */
async function restoreBest(
  folder: RunFolder,
  model: SequenceToSequence,
  state: TrainingState,
): Promise<void> {
  if (state.bestEpoch === null) return folder.remove('best');
  const problems: string[] = [];
  for (const generation of ['current', 'previous'] as const) {
    const problem = await whyNotBest(folder, generation, state);
    if (problem === null) return generation === 'previous' ? folder.goBack('best') : undefined;
    problems.push(problem);
  }
  // The process ended between the two checkpoints of an epoch.
  const isBestItself = state.bestEpoch === state.epoch && state.batchesDone === 0;
  if (!isBestItself) throw new UserError(problems.join('; '));
  await folder.save('best', model, state);
}

/** Why a generation of `best` is not that of a state; null when it is. */
async function whyNotBest(
  folder: RunFolder,
  generation: Generation,
  { bestEpoch, bestValidationLoss }: TrainingState,
): Promise<string | null> {
  try {
    const best = await folder.stateOf('best', generation);
    if (best.bestEpoch === bestEpoch && best.bestValidationLoss === bestValidationLoss) return null;
    return `${folder.path('best', generation)}: of epoch ${best.bestEpoch}, where the best was ${bestEpoch}`;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
