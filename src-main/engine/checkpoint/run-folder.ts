import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Architecture } from '../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { UserError } from '../../../src-shared/domain/errors';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import type { ParameterDefinition } from '../../../src-shared/domain/model/parameter-definitions';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { parseTrainingState, type TrainingState } from '../training/training-state';
import { arithmeticDifferences, arithmeticMetadata } from './arithmetic';
import { describeFile, type FileDescription } from '../files/describe-file';
import { assignWeights, fittingWeights } from './assign-weights';
import { finishWriting, moveFile, removeLeftovers, writeFileAtomically } from '../../files/atomic-file';
import { decodeSafetensors, encodeSafetensors, type NamedArray, type SafetensorsFile } from './safetensors';

/** What a run is, beside its weights. */
export interface RunDescription {
  readonly study: string;
  readonly architecture: Architecture;
  readonly configuration: RunConfiguration;
}

export type CheckpointName = 'best' | 'latest';

/** A checkpoint as last written, or as it was before that. */
export type Generation = 'current' | 'previous';

/** What a checkpoint holds beside weights and moments. */
export interface LoadedCheckpoint {
  readonly state: TrainingState;
  /** In what its computing differs from that of now, as `arithmeticDifferences` has it. */
  readonly differences: readonly string[];
}

const CHECKPOINTS: readonly CheckpointName[] = ['best', 'latest'];
const DESCRIPTION_FILE = 'run.json';
const FIRST_MOMENT = 'adam.first-moment:';
const SECOND_MOMENT = 'adam.second-moment:';

/**
 * The files of one run: its description and the checkpoints `best` (weights) and `latest` (with Adam's moments, to resume),
 * each in two generations, so that one which turns out to be broken can be done without.
 */
export class RunFolder {
  private readonly folder: string;

  constructor(
    home: string,
    private readonly run: string,
  ) {
    this.folder = join(home, 'runs', run);
  }

  /** Finishes what a process that died had written whole, and removes what it had not. */
  async clearUp(): Promise<void> {
    for (const checkpoint of CHECKPOINTS)
      await finishWriting(this.path(checkpoint), this.path(checkpoint, 'previous'));
    await removeLeftovers(this.folder);
  }

  async saveDescription(description: RunDescription): Promise<ArtefactRecord> {
    const content = `${JSON.stringify(description, null, 2)}\n`;
    const written = await writeFileAtomically(join(this.folder, DESCRIPTION_FILE), content);
    return { kind: 'configuration', path: this.pathInHome(DESCRIPTION_FILE), ...written };
  }

  /** @throws UserError when the run has no readable description. */
  async loadDescription(): Promise<RunDescription> {
    const path = join(this.folder, DESCRIPTION_FILE);
    try {
      return JSON.parse(await readFile(path, 'utf8')) as RunDescription;
    } catch (error) {
      throw new UserError(
        `${path}: cannot be read (${(error as Error).message}); the run was never started here`,
      );
    }
  }

  has(checkpoint: CheckpointName, generation: Generation = 'current'): boolean {
    return existsSync(this.path(checkpoint, generation));
  }

  /** Stores the weights, and for `latest` Adam's moments, with the state that training continues from. */
  async save(
    checkpoint: CheckpointName,
    model: SequenceToSequence,
    state: TrainingState,
  ): Promise<ArtefactRecord> {
    const tensors = weightArrays(model);
    if (checkpoint === 'latest') tensors.push(...momentArrays(model));
    const metadata = { state: JSON.stringify(state), ...arithmeticMetadata(model.ops.description) };
    const content = encodeSafetensors({ tensors, metadata });
    const previous = this.path(checkpoint, 'previous');
    return this.record(checkpoint, await writeFileAtomically(this.path(checkpoint), content, previous));
  }

  /** Stores the weights of a model that was trained elsewhere, as the best that there is of it. */
  async saveWeights(tensors: readonly NamedArray[], state: TrainingState): Promise<ArtefactRecord> {
    const content = encodeSafetensors({ tensors, metadata: { state: JSON.stringify(state) } });
    return this.record('best', await writeFileAtomically(this.path('best'), content));
  }

  /**
   * Puts a checkpoint's weights, and its moments if it has them, into the model.
   * @throws UserError when the file is missing, broken, or of a model with other parameters.
   */
  async load(
    checkpoint: CheckpointName,
    model: SequenceToSequence,
    generation: Generation = 'current',
  ): Promise<LoadedCheckpoint> {
    const path = this.path(checkpoint, generation);
    const { tensors, metadata } = await this.read(checkpoint, generation);
    assignWeights(model, tensors, path);
    const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    model.parameters.definitions.forEach(({ name }) => {
      const variable = model.parameters.variable(name);
      const first = byName.get(FIRST_MOMENT + name);
      const second = byName.get(SECOND_MOMENT + name);
      if (first && second) model.ops.assignMoments(variable, first.values, second.values);
    });
    return {
      state: parseTrainingState(metadata['state']),
      differences: arithmeticDifferences(metadata, model.ops.description),
    };
  }

  /** The state that a checkpoint was written in. Throws as `load` does when the file is missing or broken. */
  async stateOf(checkpoint: CheckpointName, generation: Generation): Promise<TrainingState> {
    return parseTrainingState((await this.read(checkpoint, generation)).metadata['state']);
  }

  /**
   * A checkpoint's weights in the order of the definitions.
   * @throws UserError when the file is missing, broken, or of a model with other parameters.
   */
  async readWeights(
    checkpoint: CheckpointName,
    definitions: readonly ParameterDefinition[],
  ): Promise<NamedArray[]> {
    const { tensors } = await this.read(checkpoint, 'current');
    return fittingWeights(definitions, tensors, this.path(checkpoint));
  }

  /** Puts the previous generation of a checkpoint in the place of the current one. */
  goBack(checkpoint: CheckpointName): Promise<void> {
    return moveFile(this.path(checkpoint, 'previous'), this.path(checkpoint));
  }

  async remove(checkpoint: CheckpointName): Promise<void> {
    await rm(this.path(checkpoint), { force: true });
  }

  /** The checkpoints as they are on disk. */
  async artefacts(): Promise<ArtefactRecord[]> {
    const there = CHECKPOINTS.filter((checkpoint) => this.has(checkpoint));
    return Promise.all(
      there.map(async (checkpoint) => this.record(checkpoint, await describeFile(this.path(checkpoint)))),
    );
  }

  /** Absolute, for messages too. */
  path(checkpoint: CheckpointName, generation: Generation = 'current'): string {
    return join(this.folder, fileName(checkpoint, generation));
  }

  private async read(checkpoint: CheckpointName, generation: Generation): Promise<SafetensorsFile> {
    const path = this.path(checkpoint, generation);
    if (!existsSync(path))
      throw new UserError(
        `${path}: the run has no ${generation === 'previous' ? `older ${checkpoint}` : checkpoint} checkpoint`,
      );
    const content = await readFile(path).catch((error: Error) => {
      throw new UserError(`${path}: cannot be read (${error.message})`);
    });
    return decodeSafetensors(content, path);
  }

  private record(checkpoint: CheckpointName, file: FileDescription): ArtefactRecord {
    return { kind: `${checkpoint}-checkpoint`, path: this.pathInHome(fileName(checkpoint)), ...file };
  }

  private pathInHome(name: string): string {
    return `runs/${this.run}/${name}`;
  }
}

/** Whether a file of a run is a checkpoint that is kept in case the newer one breaks. */
export function isPreviousGeneration(name: string): boolean {
  return CHECKPOINTS.some((checkpoint) => name === fileName(checkpoint, 'previous'));
}

function fileName(checkpoint: CheckpointName, generation: Generation = 'current'): string {
  return `${checkpoint}${generation === 'previous' ? '.previous' : ''}.safetensors`;
}

function weightArrays({ ops, parameters }: SequenceToSequence): NamedArray[] {
  return parameters.definitions.map(({ name, shape }) =>
    ops.scope(() => ({ name, shape, values: ops.readFloat32(ops.valueOf(parameters.variable(name))) })),
  );
}

function momentArrays({ ops, parameters }: SequenceToSequence): NamedArray[] {
  return parameters.definitions.flatMap(({ name, shape }) => {
    const { first, second } = ops.readMoments(parameters.variable(name));
    return [
      { name: FIRST_MOMENT + name, shape, values: first },
      { name: SECOND_MOMENT + name, shape, values: second },
    ];
  });
}
