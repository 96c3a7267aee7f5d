import type { Architecture } from '../../../../../src-shared/domain/architecture';
import { UserError } from '../../../../../src-shared/domain/errors';
import type { Vocabularies } from '../../../data/prepare';
import { convertStateDictionary, type ConvertedModel } from '../naming/convert';
import type { Given } from './assumptions';
import {
  arrangeRows,
  fitVocabulary,
  type FittedVocabulary,
  type RowOrder,
  unchangedOrder,
} from './embedding-rows';
import type { FolderCheckpoint, ImportedVocabularies, NotebookFolder } from './notebook-folder';

/** A checkpoint as a model of ours; `parameters` have their rows in the order of the vocabularies. */
export interface FolderModel extends ConvertedModel {
  readonly checkpoint: FolderCheckpoint;
  /** The file's identifiers by ours. */
  readonly order: RowOrder;
}

type Side = 'source' | 'target';

/** The models of a folder, one of an architecture, and the vocabularies that they share. */
export interface FolderModels {
  readonly models: readonly FolderModel[];
  readonly vocabularies: Vocabularies | null;
}

/** Converts the checkpoints of a folder. What is wrong with them is added to `problems`. */
export function modelsOf(folder: NotebookFolder, given: Given, problems: string[]): FolderModels {
  const converted = folder.checkpoints.flatMap((checkpoint) => {
    const model = converting(checkpoint, folder.vocabularies, given, problems);
    return model ? [{ ...model, checkpoint }] : [];
  });
  const chosen = onePerArchitecture(converted, folder.path, problems);
  problems.push(...differentRows(chosen));
  const [first] = chosen;
  const fitted = folder.vocabularies && fit(folder.vocabularies, first?.vocabularies);
  const models = chosen.map((model) => {
    const order = {
      source: fitted?.source.order ?? unchangedOrder(model.vocabularies.source),
      target: fitted?.target.order ?? unchangedOrder(model.vocabularies.target),
    };
    // Where rows and tokens disagree, the problems say so and nothing will come of it.
    return { ...model, order, parameters: problems.length > 0 ? [] : arrangeRows(model.parameters, order) };
  });
  return { models, vocabularies: fitted && vocabulariesOf(fitted) };
}

function converting(
  { file, tensors }: FolderCheckpoint,
  vocabularies: ImportedVocabularies | null,
  settings: Given,
  problems: string[],
): ConvertedModel | null {
  const sizes = vocabularies && {
    source: vocabularies.source.vocabulary.size,
    target: vocabularies.target.vocabulary.size,
  };
  try {
    return convertStateDictionary(tensors, {
      file: file.path,
      settings,
      ...(sizes ? { vocabularies: sizes } : {}),
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(error.message);
    return null;
  }
}

type Converted = ConvertedModel & { readonly checkpoint: FolderCheckpoint };

/** Where a folder has several checkpoints of an architecture, the one that is called best is meant. */
function onePerArchitecture(models: readonly Converted[], path: string, problems: string[]): Converted[] {
  const architectures = [...new Set(models.map(({ architecture }) => architecture))];
  return architectures.flatMap((architecture) => {
    const candidates = models.filter((model) => model.architecture === architecture);
    const best = candidates.filter(({ checkpoint }) => /best/i.test(checkpoint.file.name));
    const [chosen, ...others] = best.length === 1 ? best : candidates;
    if (others.length > 0) problems.push(severalOf(architecture, candidates, path));
    return [chosen];
  });
}

function severalOf(architecture: Architecture, candidates: readonly Converted[], path: string): string {
  const names = candidates.map(({ checkpoint }) => checkpoint.file.name).join(', ');
  return `${path}: several checkpoints are of the architecture ${architecture} (${names}), and not exactly one is called best; import the one that is meant by its own path`;
}

/** The runs of a study share their vocabularies. */
function differentRows(models: readonly Converted[]): string[] {
  const [first, ...others] = models;
  return others
    .filter(
      ({ vocabularies: { source, target } }) =>
        source !== first.vocabularies.source || target !== first.vocabularies.target,
    )
    .map(
      ({ checkpoint, vocabularies }) =>
        `${checkpoint.file.path}: its embeddings have ${vocabularies.source} and ${vocabularies.target} rows, those of ` +
        `${first.checkpoint.file.name} ${first.vocabularies.source} and ${first.vocabularies.target}; the runs of a study share ` +
        'their vocabularies, so import them one by one',
    );
}

/** Without models a vocabulary has the rows that it needs. */
function fit(
  { source, target }: ImportedVocabularies,
  rows: Readonly<Record<Side, number>> | undefined,
): Readonly<Record<Side, FittedVocabulary>> {
  const fitted = (side: Side, found: ImportedVocabularies[Side]) =>
    fitVocabulary(found, Math.max(found.vocabulary.size, rows?.[side] ?? 0));
  return { source: fitted('source', source), target: fitted('target', target) };
}

function vocabulariesOf({ source, target }: Readonly<Record<Side, FittedVocabulary>>): Vocabularies {
  return { sourceVocabulary: source.vocabulary, targetVocabulary: target.vocabulary };
}
