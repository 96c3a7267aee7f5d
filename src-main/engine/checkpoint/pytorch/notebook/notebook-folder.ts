import type { Architecture } from '../../../../../src-shared/domain/architecture';
import { UserError } from '../../../../../src-shared/domain/errors';
import { describeFile, type FileDescription } from '../../../files/describe-file';
import type { CheckpointContent } from '../checkpoint-file';
import type { GuardedReader } from '../guarded-reader';
import type { PlainMap, PlainValue } from '../pickle/plain-value';
import { findFiles, type FolderFiles, type FoundFile } from './folder-files';
import { type Histories, historyOf, readHistories } from './history';
import { readJsonFile, readText } from './json-file';
import { type MetricsRow, readMetrics } from './metrics';
import { architectureOf, isMap, valueOf } from './names';
import { type ImportedVocabulary, readVocabulary } from './vocabulary';

/** A checkpoint file as it was read. */
export interface FolderCheckpoint extends CheckpointContent {
  readonly file: FoundFile;
  readonly description: FileDescription;
}

/** A history, and the file that it stands in. */
export interface FolderHistories extends Histories {
  readonly file: string;
}

export interface ImportedVocabularies {
  readonly source: ImportedVocabulary;
  readonly target: ImportedVocabulary;
}

/** All that a notebook's folder holds, as plain data. */
export interface NotebookFolder {
  readonly path: string;
  readonly checkpoints: readonly FolderCheckpoint[];
  /** Settings, and the file that they stand in. */
  readonly settings: { readonly file: string; readonly values: PlainMap } | null;
  readonly vocabularies: ImportedVocabularies | null;
  readonly histories: readonly FolderHistories[];
  readonly parameterCounts: ReadonlyMap<Architecture, number>;
  readonly metrics: readonly MetricsRow[];
  readonly certificates: readonly FoundFile[];
  /** Files of the folder that were not read. */
  readonly notRead: readonly string[];
  /** What is wrong with files: each names its file. */
  readonly problems: readonly string[];
}

/** Keys of a checkpoint's dictionary that hold what folders have in files. */
const BESIDE = {
  settings: ['config', 'configuration', 'hparams', 'args'],
  sourceVocabulary: ['src_vocab', 'source_vocab', 'src_tokenizer', 'source_tokenizer'],
  targetVocabulary: ['tgt_vocab', 'trg_vocab', 'target_vocab', 'tgt_tokenizer', 'target_tokenizer'],
} as const;
/** In a file of both vocabularies. */
const SOURCE_NAMES = ['src', 'source', 'docstring', 'input', 'encoder', ...BESIDE.sourceVocabulary];
const TARGET_NAMES = ['tgt', 'trg', 'target', 'code', 'output', 'decoder', ...BESIDE.targetVocabulary];

/**
 * Reads a folder that a notebook left, or one checkpoint with what lies beside it. What is wrong with one file does not hide
 * what is wrong with the others.
 * @throws UserError when there is no such folder.
 */
export async function readNotebookFolder(path: string, reader: GuardedReader): Promise<NotebookFolder> {
  return new FolderReader(await findFiles(path), reader).read(path);
}

class FolderReader {
  private readonly problems: string[] = [];

  constructor(
    private readonly found: FolderFiles,
    private readonly reader: GuardedReader,
  ) {}

  async read(path: string): Promise<NotebookFolder> {
    const { files, others } = this.found;
    const checkpoints = await this.each(files.checkpoints, async (file) => ({
      file,
      ...(await this.reader.checkpoint(file.path)),
      description: await describeFile(file.path),
    }));
    return {
      path,
      checkpoints,
      settings: await this.settings(checkpoints),
      vocabularies: await this.vocabularies(checkpoints),
      histories: await this.histories(checkpoints),
      parameterCounts: await this.parameterCounts(),
      metrics: (await this.each(files.metrics, readMetricsFile)).flat(),
      certificates: files.certificates,
      notRead: others,
      problems: this.problems,
    };
  }

  /** What can be read of each file; problems of the others are kept. */
  private async each<Result>(
    files: readonly FoundFile[],
    read: (file: FoundFile) => Promise<Result>,
  ): Promise<Result[]> {
    const results: Result[] = [];
    for (const file of files) {
      const result = await this.attempt(() => read(file));
      if (result !== null) results.push(result);
    }
    return results;
  }

  private async attempt<Result>(work: () => Result | Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.problems.push(error.message);
      return null;
    }
  }

  private data(file: FoundFile): Promise<PlainValue> {
    return /\.json$/i.test(file.name) ? readJsonFile(file.path) : this.reader.pickle(file.path);
  }

  private async settings(checkpoints: readonly FolderCheckpoint[]): Promise<NotebookFolder['settings']> {
    const [file, ...more] = this.found.files.configurations;
    if (more.length > 0)
      this.problems.push(`${more[0].path}: a second configuration beside ${file.name}; leave one of them`);
    if (file) {
      const values = await this.attempt(() => this.data(file));
      if (isMap(values ?? undefined)) return { file: file.path, values: values as PlainMap };
      if (values !== null)
        this.problems.push(`${file.path}: a configuration must be a JSON object of KEY: value`);
      return null;
    }
    for (const checkpoint of checkpoints) {
      const values = valueOf(checkpoint.beside, BESIDE.settings);
      if (isMap(values)) return { file: checkpoint.file.path, values };
    }
    return null;
  }

  private async vocabularies(checkpoints: readonly FolderCheckpoint[]): Promise<ImportedVocabularies | null> {
    const { files } = this.found;
    const problemsBefore = this.problems.length;
    const source = await this.vocabularyOf(files.sourceVocabularies);
    const target = await this.vocabularyOf(files.targetVocabularies);
    if (source && target) return { source, target };
    if (this.problems.length > problemsBefore) return null;
    if (source || target) {
      const [missing, there] = source ? ['target', 'source'] : ['source', 'target'];
      this.problems.push(
        `${this.found.folder}: it has a ${there} vocabulary but none of the ${missing} (${source ? 'tgt' : 'src'}_tokenizer.json)`,
      );
      return null;
    }
    const [shared] = files.sharedVocabularies;
    if (shared) return this.attempt(async () => bothOf(await this.data(shared), shared.path));
    for (const { beside, file } of checkpoints) {
      const both = [valueOf(beside, BESIDE.sourceVocabulary), valueOf(beside, BESIDE.targetVocabulary)];
      if (both.every((value) => value !== undefined && value !== null))
        return this.attempt(() => bothOf(beside, file.path));
    }
    return null;
  }

  private async vocabularyOf(files: readonly FoundFile[]): Promise<ImportedVocabulary | null> {
    const [file, ...more] = files;
    if (!file) return null;
    if (more.length > 0) {
      this.problems.push(`${more[0].path}: a second vocabulary beside ${file.name}; leave one of them`);
      return null;
    }
    return this.attempt(async () => readVocabulary(await this.data(file), file.path));
  }

  /** Those of files; where there are none, those that checkpoints hold. */
  private async histories(checkpoints: readonly FolderCheckpoint[]): Promise<FolderHistories[]> {
    const found = await this.each(this.found.files.histories, async (file) => {
      const { byArchitecture, unnamed } = readHistories(await this.data(file), file.path);
      const architecture = architectureOf(file.name);
      return unnamed && architecture
        ? { file: file.path, byArchitecture: new Map([[architecture, unnamed]]), unnamed: null }
        : { file: file.path, byArchitecture, unnamed };
    });
    if (found.length > 0 || checkpoints.length !== 1) return found;
    const [{ beside, file }] = checkpoints;
    const inside = isMap(beside.get('history')) ? beside.get('history')! : beside;
    const unnamed = historyOf(inside, file.path);
    return unnamed ? [{ file: file.path, byArchitecture: new Map(), unnamed }] : [];
  }

  private async parameterCounts(): Promise<Map<Architecture, number>> {
    const counts = new Map<Architecture, number>();
    for (const content of await this.each(this.found.files.parameterCounts, (file) => this.data(file)))
      for (const [name, count] of isMap(content) ? content : []) {
        const architecture = architectureOf(String(name));
        if (architecture && typeof count === 'number') counts.set(architecture, count);
      }
    return counts;
  }
}

async function readMetricsFile({ path, name }: FoundFile): Promise<MetricsRow[]> {
  return readMetrics(await readText(path), name, path);
}

/** @throws UserError when one of the two is missing. */
function bothOf(value: PlainValue, origin: string): ImportedVocabularies {
  const part = (names: readonly string[], side: string) => {
    const found = isMap(value) ? valueOf(value, names) : undefined;
    if (found === undefined)
      throw new UserError(
        `${origin}: it has no ${side} vocabulary (looked for ${names.slice(0, 4).join(', ')}, ...)`,
      );
    return readVocabulary(found, `${origin}, ${side}`);
  };
  return { source: part(SOURCE_NAMES, 'source'), target: part(TARGET_NAMES, 'target') };
}
