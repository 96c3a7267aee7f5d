import { basename, resolve } from 'node:path';
import type { AddDataJob, ImportJob } from '../../src-shared/contract/engine/jobs';
import type { SourceRequest } from '../../src-shared/domain/data';
import { UserError } from '../../src-shared/domain/errors';
import type { Study } from '../../src-shared/domain/run';
import { nameWithTime } from '../../src-shared/format/time';
import { NO_TOKENIZERS, hasTokenizers } from './abilities';
import type { History } from './history';
import { newIdentifier } from './identifiers';

/** What a person says of an import. */
export interface ImportRequest extends Pick<ImportJob, 'path' | 'settings'> {
  /** Where the examples are that it was trained with. */
  readonly source?: SourceRequest;
  /** Of the study; what is imported and the time if nothing is said. */
  readonly name?: string;
  /** Only to tell what would be imported. */
  readonly preview?: boolean;
}

/** Brings in a folder or file of PyTorch's. */
export function importJob(
  history: History,
  { path, settings, source, name, preview }: ImportRequest,
): ImportJob {
  return {
    kind: 'import',
    home: history.home.root,
    path: resolve(path),
    preview: preview ?? false,
    study: newIdentifier(),
    runs: { 'vanilla-rnn': newIdentifier(), lstm: newIdentifier(), 'lstm-attention': newIdentifier() },
    name: name ?? nameWithTime(basename(resolve(path)), new Date()),
    source: source ?? null,
    settings,
  };
}

/** Does the work of an import's job, after which either its study is recorded or nothing of it is left. */
export async function importing<Result>(
  history: History,
  job: ImportJob,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } finally {
    history.removeUnrecorded(job);
  }
}

/**
 * Gives data to a study that was imported without.
 * @throws UserError for a study that was trained here, has data, or has no tokenizers to encode them with.
 */
export function addDataJob(history: History, study: Study, source: SourceRequest): AddDataJob {
  if (study.runs.every(({ origin }) => origin === null))
    throw new UserError(`"${study.name}" was not imported; its data are what it is trained with`);
  if (study.split) throw new UserError(`"${study.name}" has its data already (${study.split.description})`);
  if (!study.runs.some((run) => hasTokenizers(history, run)))
    throw new UserError(`"${study.name}" ${NO_TOKENIZERS}`);
  return {
    kind: 'add-data',
    home: history.home.root,
    study: study.id,
    runs: study.runs.map(({ id }) => id),
    source,
    configuration: study.configuration,
  };
}
