import type { Architecture } from '../../../../../src-shared/domain/architecture';
import { completeConfiguration, PRESETS } from '../../../../../src-shared/domain/configuration';
import type { MetricsElsewhere, RunOrigin } from '../../../../../src-shared/domain/import';
import { type Given, structureAssumptions, trainingAssumptions } from './assumptions';
import { checkpointMoment, epochRecords } from './epoch-records';
import type { FolderModel } from './folder-models';
import type { TrainingHistory } from './history';
import type { PlannedRun } from './import-plan';
import type { NotebookFolder } from './notebook-folder';

/**
 * All that a folder tells of one of its models; `model` is null where there are no weights of it.
 * @param architectures of all models of the folder: a history without a name belongs to the only one
 * @throws UserError when settings contradict each other.
 */
export function plannedRun(
  folder: NotebookFolder,
  architecture: Architecture,
  model: FolderModel | null,
  given: Given,
  architectures: readonly Architecture[],
): PlannedRun {
  const history = historyFor(folder, architecture, architectures);
  const preliminary = completeConfiguration(PRESETS.notebook, given, model?.configuration ?? {});
  const training = trainingAssumptions(given, preliminary, history);
  const structure = model ? model.assumed : structureAssumptions(architecture, given, preliminary);
  const stopping = training.find(({ key }) => key === 'APPLY_EARLY_STOPPING');
  const configuration = completeConfiguration(
    preliminary,
    stopping ? { APPLY_EARLY_STOPPING: stopping.value === true } : {},
  );
  const moment = model ? checkpointMoment(model.checkpoint.beside) : null;
  return {
    architecture,
    configuration,
    parameters: model?.counted ?? folder.parameterCounts.get(architecture) ?? null,
    epochs: epochRecords(history, moment, configuration.CHECKPOINT_CRITERION),
    origin: originOf(folder, architecture, model, [...structure, ...training], history),
    model: model && { weights: model.parameters, order: model.order },
  };
}

function originOf(
  { metrics }: NotebookFolder,
  architecture: Architecture,
  model: FolderModel | null,
  assumed: RunOrigin['assumed'],
  history: TrainingHistory | null,
): RunOrigin {
  return {
    weights: model && { file: model.checkpoint.file.name, ...model.checkpoint.description },
    style: model?.style ?? null,
    assumed,
    metrics: metrics
      .filter((row) => row.architecture === architecture)
      .map(({ label, decoder, values, file }): MetricsElsewhere => ({ label, decoder, values, file })),
    series: history?.others ?? {},
    parity: null,
  };
}

function historyFor(
  { histories }: NotebookFolder,
  architecture: Architecture,
  architectures: readonly Architecture[],
): TrainingHistory | null {
  const own = histories.map(({ byArchitecture }) => byArchitecture.get(architecture));
  const unnamed = architectures.length === 1 ? histories.map((history) => history.unnamed) : [];
  return [...own, ...unnamed].find((history) => history !== undefined && history !== null) ?? null;
}
