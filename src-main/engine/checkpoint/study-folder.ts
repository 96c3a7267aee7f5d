import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { SPLIT_NAMES, type SplitName, type SplitRecord } from '../../../src-shared/domain/data';
import { UserError } from '../../../src-shared/domain/errors';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import { describeFile, readPieces } from '../files/describe-file';
import { type Examples, ExampleSelection } from '../data/examples';
import { encodeSplit, type PreparedData, type Vocabularies } from '../data/prepare';
import { jsonLinesSource } from '../data/sources/json-lines';
import type { Split } from '../data/split';
import { compressedExamples } from '../data/stored-examples';
import { Vocabulary } from '../text/vocabulary';
import type { Advance, Work } from '../work';
import { type FileContent, removeLeftovers, writeFileAtomically } from '../../files/atomic-file';

/** File names by kind; those of configuration and vocabularies are the notebooks'. */
const FILES = {
  configuration: 'config.json',
  'source-vocabulary': 'src_tokenizer.json',
  'target-vocabulary': 'tgt_tokenizer.json',
  examples: 'examples.jsonl.gz',
  split: 'split.json',
} as const;
type FileKind = keyof typeof FILES;

/** What the runs of a study share on disk: the split's examples and record, the vocabularies, the configuration. */
export class StudyFolder {
  constructor(private readonly folder: string) {}

  /** The folder of a study in a home. */
  static of(home: string, study: string): StudyFolder {
    return new StudyFolder(join(home, 'studies', study));
  }

  /** Whether all of it was written; the split's record is written last. */
  get isComplete(): boolean {
    return existsSync(this.path('split'));
  }

  /** Removes what a process that died while writing left. */
  removeLeftovers(): Promise<void> {
    return removeLeftovers(this.folder);
  }

  saveExamples(split: Split, work: Work): Promise<void> {
    return this.write('examples', compressedExamples(split, work));
  }

  /** Stores the examples that another folder has; `advance` is told of the bytes. */
  takeExamples(from: StudyFolder, advance: Advance): Promise<void> {
    return this.write('examples', readPieces(from.path('examples'), advance));
  }

  /** Stores all but the examples, which must be there already. */
  async save(
    record: SplitRecord,
    vocabularies: Vocabularies,
    configuration: RunConfiguration,
  ): Promise<void> {
    await this.saveConfiguration(configuration);
    await this.saveVocabularies(vocabularies);
    await this.saveRecord(record);
  }

  saveConfiguration(configuration: RunConfiguration): Promise<void> {
    return this.write('configuration', `${JSON.stringify(configuration, null, 2)}\n`);
  }

  async saveVocabularies({ sourceVocabulary, targetVocabulary }: Vocabularies): Promise<void> {
    await this.write('source-vocabulary', sourceVocabulary.toJson());
    await this.write('target-vocabulary', targetVocabulary.toJson());
  }

  /** Stores the split's record: after all else, since it tells that the folder is complete. */
  saveRecord(record: SplitRecord): Promise<void> {
    return this.write('split', JSON.stringify(record));
  }

  /** Records of the files as they are on disk, by their paths in a home; an imported study may lack some. */
  async artefacts(home: string): Promise<ArtefactRecord[]> {
    const kinds = (Object.keys(FILES) as FileKind[]).filter((kind) => existsSync(this.path(kind)));
    const describe = async (kind: FileKind) => ({
      kind,
      path: relative(home, this.path(kind)).replaceAll(sep, '/'),
      ...(await this.reading(kind, describeFile(this.path(kind)))),
    });
    return Promise.all(kinds.map(describe));
  }

  /** @throws UserError naming the file that is missing or broken. */
  async loadSplit(work: Work): Promise<Split> {
    const record = await this.loadRecord();
    const { examples } = await jsonLinesSource(this.path('examples'), undefined, work).read();
    const expected = SPLIT_NAMES.reduce((sum, name) => sum + record.sizes[name], 0);
    if (examples.length !== expected)
      throw new UserError(
        `${this.path('examples')}: ${examples.length} examples where the split has ${expected}`,
      );
    const parts = {} as Record<SplitName, Examples>;
    let start = 0;
    for (const name of SPLIT_NAMES) {
      parts[name] = ExampleSelection.range(examples, start, record.sizes[name]);
      start += record.sizes[name];
    }
    return { ...parts, record };
  }

  loadRecord(): Promise<SplitRecord> {
    return this.readJson('split');
  }

  async loadVocabularies(): Promise<Vocabularies> {
    const load = async (kind: FileKind) =>
      Vocabulary.fromJson((await this.read(kind)).toString('utf8'), this.path(kind));
    return {
      sourceVocabulary: await load('source-vocabulary'),
      targetVocabulary: await load('target-vocabulary'),
    };
  }

  /** The split's record, and its examples encoded with the stored vocabularies. */
  async loadData(
    configuration: RunConfiguration,
    work: Work,
  ): Promise<{ record: SplitRecord; data: PreparedData }> {
    const split = await this.loadSplit(work);
    const vocabularies = await this.loadVocabularies();
    const encoded = await encodeSplit(split, vocabularies, configuration, work);
    return { record: split.record, data: { ...vocabularies, ...encoded } };
  }

  /** Where a file of the study is, or would be. */
  path(kind: FileKind): string {
    return join(this.folder, FILES[kind]);
  }

  private async write(kind: FileKind, content: FileContent): Promise<void> {
    await writeFileAtomically(this.path(kind), content);
  }

  private read(kind: FileKind): Promise<Buffer> {
    return this.reading(kind, readFile(this.path(kind)));
  }

  private async reading<Content>(kind: FileKind, content: Promise<Content>): Promise<Content> {
    try {
      return await content;
    } catch (error) {
      throw new UserError(
        `${this.path(kind)}: cannot be read (${(error as Error).message}); the study's data is not whole`,
      );
    }
  }

  private async readJson<Content>(kind: FileKind): Promise<Content> {
    const text = (await this.read(kind)).toString('utf8');
    try {
      return JSON.parse(text) as Content;
    } catch (error) {
      throw new UserError(`${this.path(kind)}: not JSON (${(error as Error).message})`);
    }
  }
}
