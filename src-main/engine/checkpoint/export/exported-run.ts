import type { ExportJob } from '../../../../src-shared/contract/engine/jobs';
import type { EpochRecord } from '../../../../src-shared/domain/run';
import type { Vocabularies } from '../../data/prepare';
import type { ModelOptions } from '../../../../src-shared/domain/model/model-options';
import type { NewFile } from '../atomic-folder';
import type { RunDescription } from '../run-folder';
import type { NamedArray } from '../safetensors';

/** All that an export tells of a run. */
export interface ExportedRun {
  readonly description: RunDescription;
  readonly options: ModelOptions;
  /** By our names, of the best checkpoint. */
  readonly parameters: readonly NamedArray[];
  /** Path of the file that they were read from. */
  readonly checkpoint: string;
  readonly vocabularies: Vocabularies;
  readonly recorded: ExportJob['recorded'];
}

/**
 * Files that every format has: configuration and tokenizers under the notebooks' names, and what a person changed while it
 * trained, which the configuration does not say.
 */
export function commonFiles({ description, vocabularies, recorded }: ExportedRun): NewFile[] {
  return [
    { name: 'config.json', content: jsonText(description.configuration) },
    { name: 'src_tokenizer.json', content: vocabularies.sourceVocabulary.toJson() },
    { name: 'tgt_tokenizer.json', content: vocabularies.targetVocabulary.toJson() },
    ...(recorded.interventions.length === 0
      ? []
      : [{ name: 'interventions.json', content: jsonText(recorded.interventions) }]),
  ];
}

/** Losses epoch by epoch, as the notebooks name them; `val_losses` are those that chose the best epoch. */
export function lossHistory(
  { configuration }: RunDescription,
  epochs: readonly EpochRecord[],
): Record<string, number[]> {
  const teacherForced = epochs.map((epoch) => epoch.validationLossTeacherForced);
  const freeRunning = epochs.map((epoch) => epoch.validationLossFreeRunning);
  return {
    train_losses: epochs.map((epoch) => epoch.trainLoss),
    val_losses: configuration.CHECKPOINT_CRITERION === 'free-running' ? freeRunning : teacherForced,
    val_losses_teacher_forced: teacherForced,
    val_losses_free_running: freeRunning,
  };
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
