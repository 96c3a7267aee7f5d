import { ARCHITECTURES, type Architecture } from '../../../../../src-shared/domain/architecture';
import {
  completeConfiguration,
  parseConfiguration,
  PRESETS,
  type RunConfiguration,
} from '../../../../../src-shared/domain/configuration';
import { UserError } from '../../../../../src-shared/domain/errors';
import type { ImportedRun } from '../../../../../src-shared/domain/import';
import type { Vocabularies } from '../../../data/prepare';
import type { NamedArray } from '../../safetensors';
import type { Given } from './assumptions';
import type { RowOrder } from './embedding-rows';
import { modelsOf } from './folder-models';
import { importNotices } from './import-notices';
import type { NotebookFolder } from './notebook-folder';
import { plannedRun } from './planned-run';
import { plainObject } from './plain-object';

/** A run as it will be imported. Ids and files are yet to come. */
export interface PlannedRun extends Omit<ImportedRun, 'run' | 'artefacts'> {
  /** Weights by our names and in our layouts, and where the checkpoint has the row of each token; null without weights. */
  readonly model: { readonly weights: readonly NamedArray[]; readonly order: RowOrder } | null;
}

/** What will be imported, checked as far as the folder alone allows. */
export interface ImportPlan {
  readonly configuration: RunConfiguration;
  readonly unknownSettings: Readonly<Record<string, unknown>>;
  /** Null where no tokenizers were found. */
  readonly vocabularies: Vocabularies | null;
  readonly notices: readonly string[];
  readonly runs: readonly PlannedRun[];
}

/**
 * Makes runs of what a notebook's folder holds: one for each checkpoint, and one for each model that history or metrics tell
 * of. `decided` is what the user says.
 * @throws UserError with everything that is wrong.
 */
export function planImport(folder: NotebookFolder, decided: Given): ImportPlan {
  const problems = [...folder.problems];
  const attempt = <Result>(work: () => Result, otherwise: Result): Result => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error.message);
      return otherwise;
    }
  };
  const { values, unknown } = attempt(() => settingsOf(folder), { values: {}, unknown: {} });
  const given = { ...values, ...decided };
  const { models, vocabularies } = modelsOf(folder, given, problems);
  if (folder.checkpoints.length === 0 && problems.length === 0 && modelsTold(folder).length === 0)
    problems.push(
      `${folder.path}: it has no checkpoint (.pt), no history of training and no table of metrics`,
    );
  const told = isSingleFile(folder) ? models.map(({ architecture }) => architecture) : modelsTold(folder);
  const architectures = ARCHITECTURES.filter(
    (name) => told.includes(name) || models.some(({ architecture }) => architecture === name),
  );
  const runs = architectures.map((architecture) => {
    const model = models.find((candidate) => candidate.architecture === architecture) ?? null;
    return attempt(() => plannedRun(folder, architecture, model, given, architectures), null);
  });
  const configuration = attempt(
    () => completeConfiguration(PRESETS.notebook, given, ...models.map((model) => model.configuration)),
    PRESETS.notebook,
  );
  refuse(folder.path, problems);
  const planned = runs.filter((run) => run !== null);
  return {
    configuration,
    unknownSettings: unknown,
    vocabularies,
    notices: importNotices(folder, models, planned, unknown),
    runs: planned,
  };
}

/** @throws UserError with every problem, one a line, if there is any. */
function refuse(path: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const list = [...new Set(problems)];
  throw new UserError(
    list.length === 1
      ? list[0]
      : `${path} cannot be imported, and nothing was:\n${list.map((problem) => `- ${problem.replaceAll('\n', '\n  ')}`).join('\n')}`,
  );
}

function settingsOf({ settings }: NotebookFolder) {
  return settings
    ? parseConfiguration(plainObject(settings.values), settings.file)
    : { values: {}, unknown: {} };
}

/** The architectures that histories, tables of metrics and parameter counts tell of. */
function modelsTold({ histories, metrics, parameterCounts }: NotebookFolder): Architecture[] {
  return [
    ...histories.flatMap(({ byArchitecture }) => [...byArchitecture.keys()]),
    ...metrics.flatMap(({ architecture }) => architecture ?? []),
    ...parameterCounts.keys(),
  ];
}

/** Whether one checkpoint was asked for, rather than a folder. */
function isSingleFile({ path, checkpoints }: NotebookFolder): boolean {
  return checkpoints.some(({ file }) => file.path === path);
}
