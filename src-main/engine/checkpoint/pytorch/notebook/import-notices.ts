import { formatCount } from '../../../../../src-shared/format/numbers';
import { ARCHITECTURE_TITLES } from '../../../../../src-shared/domain/architecture';
import { modelOptions } from '../../../../../src-shared/domain/model/model-options';
import {
  countParameters,
  parameterDefinitions,
} from '../../../../../src-shared/domain/model/parameter-definitions';
import { unusedCertificates } from './folder-certificates';
import type { FolderModel } from './folder-models';
import type { PlannedRun } from './import-plan';
import type { NotebookFolder } from './notebook-folder';

/** What the user should know of an import: what is missing and what that means, what was changed, what does not fit. */
export function importNotices(
  folder: NotebookFolder,
  models: readonly FolderModel[],
  runs: readonly PlannedRun[],
  unknownSettings: Readonly<Record<string, unknown>>,
): string[] {
  return [
    ...missing(folder, runs),
    ...vocabularyNotices(folder, models),
    ...models.flatMap(({ checkpoint, notes }) => notes.map((note) => `${checkpoint.file.name}: ${note}`)),
    ...models.flatMap(notFinite),
    ...runs.flatMap((run) => parameterNotices(folder, run)),
    ...runs.flatMap(historyNotices),
    ...leftOut(folder, models, runs, unknownSettings),
  ];
}

function missing(
  { settings, vocabularies, histories }: NotebookFolder,
  runs: readonly PlannedRun[],
): string[] {
  const without = runs.filter(({ model }) => model === null).map(titleOf);
  const hasWeights = without.length < runs.length;
  return [
    without.length > 0 &&
      `No weights (.pt) of ${without.join(', ')}: what was recorded of them can be looked at, but nothing can be asked of them`,
    settings === null &&
      `No config.json: sizes come from the tensors, everything else is taken from the published notebooks`,
    vocabularies === null &&
      hasWeights &&
      'No tokenizers (src_tokenizer.json and tgt_tokenizer.json): texts cannot be answered and nothing can be evaluated',
    histories.length === 0 &&
      runs.every(({ epochs }) => epochs.length === 0) &&
      'No history of training: no losses are known',
  ].filter((notice) => notice !== false);
}

function vocabularyNotices({ vocabularies }: NotebookFolder, models: readonly FolderModel[]): string[] {
  if (!vocabularies) return [];
  const spare = (['source', 'target'] as const).flatMap((side) => {
    const rows = models[0]?.vocabularies[side] ?? 0;
    const tokens = vocabularies[side].vocabulary.size;
    return rows > tokens
      ? [
          `The ${side} embedding has ${formatCount(rows)} rows for ${formatCount(tokens)} tokens; the others are kept, as tokens that no text has`,
        ]
      : [];
  });
  return [vocabularies.source.notice, vocabularies.target.notice, ...spare].filter(
    (notice) => notice !== null,
  );
}

function notFinite({ checkpoint, parameters }: FolderModel): string[] {
  const wrong = parameters.filter(({ values }) => values.some((value) => !Number.isFinite(value)));
  if (wrong.length === 0) return [];
  return [
    `${checkpoint.file.name}: values that are not finite numbers in ${wrong.map(({ name }) => name).join(', ')}; the model answers nothing sensible`,
  ];
}

/** Whether what was counted elsewhere is what the tensors have, or, without them, what the assumed structure would have. */
function parameterNotices({ parameterCounts, vocabularies }: NotebookFolder, run: PlannedRun): string[] {
  const recorded = parameterCounts.get(run.architecture);
  if (recorded === undefined) return [];
  if (run.model !== null)
    return recorded === run.parameters
      ? []
      : [
          `${titleOf(run)}: ${formatCount(recorded)} parameters were recorded, the checkpoint has ${formatCount(run.parameters ?? 0)}`,
        ];
  if (!vocabularies) return [];
  const sizes = { source: vocabularies.source.vocabulary.size, target: vocabularies.target.vocabulary.size };
  const options = modelOptions(run.architecture, run.configuration, sizes);
  const assumed = countParameters(parameterDefinitions(options));
  return assumed === recorded
    ? []
    : [
        `${titleOf(run)}: ${formatCount(recorded)} parameters were recorded, the structure that is assumed has ${formatCount(assumed)}`,
      ];
}

function historyNotices({ epochs, ...run }: PlannedRun): string[] {
  const known = (loss: (epoch: PlannedRun['epochs'][number]) => number) =>
    epochs.filter((epoch) => Number.isFinite(loss(epoch))).length;
  const train = known(({ trainLoss }) => trainLoss);
  const validation = Math.max(
    known((epoch) => epoch.validationLossFreeRunning),
    known((epoch) => epoch.validationLossTeacherForced),
  );
  if (train === validation) return [];
  return [
    `${titleOf(run)}: of ${epochs.length} epochs ${train} have a training loss and ${validation} a validation loss`,
  ];
}

function leftOut(
  folder: NotebookFolder,
  models: readonly FolderModel[],
  runs: readonly PlannedRun[],
  unknownSettings: Readonly<Record<string, unknown>>,
): string[] {
  const unused = folder.checkpoints.filter((checkpoint) =>
    models.every((model) => model.checkpoint !== checkpoint),
  );
  const unnamed = runs.length === 1 ? [] : folder.histories.filter((history) => history.unnamed !== null);
  const rows = folder.metrics.filter(({ architecture }) =>
    runs.every((run) => run.architecture !== architecture),
  );
  const names = Object.keys(unknownSettings);
  const certificates = unusedCertificates(folder);
  return [
    unused.length > 0 &&
      `Left out, since another checkpoint of the architecture is called best: ${unused.map(({ file }) => file.name).join(', ')}`,
    unnamed.length > 0 &&
      `Left out, since it does not say whose history it is: ${unnamed.map(({ file }) => file).join(', ')}`,
    rows.length > 0 &&
      `Metrics left out, since none of the models is meant: ${rows.map(({ label }) => label).join(', ')}`,
    names.length > 0 && `Kept without effect, since there are no such settings: ${names.join(', ')}`,
    certificates.length > 0 &&
      `Left out, since they have the name of no checkpoint: ${certificates.map(({ name }) => name).join(', ')}`,
    folder.notRead.length > 0 && `Not read: ${folder.notRead.join(', ')}`,
  ].filter((notice) => notice !== false);
}

function titleOf({ architecture }: Pick<PlannedRun, 'architecture'>): string {
  return ARCHITECTURE_TITLES[architecture];
}
