import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { SPLIT_NAMES, type Example, type SplitName, type SplitRecord } from '../../../src-shared/domain/data';
import { UserError } from '../../../src-shared/domain/errors';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import { encodeSplit, type PreparedData } from '../data/prepare';
import type { ReportProgress } from '../data/sources';
import type { Split } from '../data/split';
import { Vocabulary } from '../text/vocabulary';
import { describeContent, removeLeftovers, writeFileAtomically, type WrittenFile } from './atomic-file';

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
  private readonly folder: string;

  constructor(
    home: string,
    private readonly study: string,
  ) {
    this.folder = join(home, 'studies', study);
  }

  /** Whether all of it was written; the split's record is written last. */
  get isComplete(): boolean {
    return existsSync(this.path('split'));
  }

  async save(split: Split, data: PreparedData, configuration: RunConfiguration): Promise<ArtefactRecord[]> {
    await removeLeftovers(this.folder);
    const lines = SPLIT_NAMES.flatMap((name) => split[name].map((example) => JSON.stringify(example)));
    return [
      await this.write('configuration', `${JSON.stringify(configuration, null, 2)}\n`),
      await this.write('source-vocabulary', data.sourceVocabulary.toJson()),
      await this.write('target-vocabulary', data.targetVocabulary.toJson()),
      await this.write('examples', gzipSync(lines.join('\n'))),
      await this.write('split', JSON.stringify(split.record)),
    ];
  }

  /** Records of the files as they are on disk: for runs that start after the study was stored. */
  async artefacts(): Promise<ArtefactRecord[]> {
    const kinds = Object.keys(FILES) as FileKind[];
    return Promise.all(kinds.map(async (kind) => this.record(kind, describeContent(await this.read(kind)))));
  }

  /** @throws UserError naming the file that is missing or broken. */
  async loadSplit(): Promise<Split> {
    const record = await this.readJson<SplitRecord>('split');
    const examples = parseExamples(await this.read('examples'), this.path('examples'));
    const expected = SPLIT_NAMES.reduce((sum, name) => sum + record.sizes[name], 0);
    if (examples.length !== expected)
      throw new UserError(
        `${this.path('examples')}: ${examples.length} examples where the split has ${expected}`,
      );
    const parts = {} as Record<SplitName, Example[]>;
    let start = 0;
    for (const name of SPLIT_NAMES) parts[name] = examples.slice(start, (start += record.sizes[name]));
    return { ...parts, record };
  }

  async loadVocabularies(): Promise<{ source: Vocabulary; target: Vocabulary }> {
    const load = async (kind: FileKind) =>
      Vocabulary.fromJson((await this.read(kind)).toString('utf8'), this.path(kind));
    return { source: await load('source-vocabulary'), target: await load('target-vocabulary') };
  }

  /** The split, encoded with the stored vocabularies. */
  async loadData(
    configuration: RunConfiguration,
    progress: ReportProgress,
  ): Promise<{ split: Split; data: PreparedData }> {
    const split = await this.loadSplit();
    const { source, target } = await this.loadVocabularies();
    const encoded = encodeSplit(split, source, target, configuration, progress);
    return { split, data: { sourceVocabulary: source, targetVocabulary: target, ...encoded } };
  }

  private path(kind: FileKind): string {
    return join(this.folder, FILES[kind]);
  }

  private record(kind: FileKind, content: WrittenFile): ArtefactRecord {
    return { kind, path: `studies/${this.study}/${FILES[kind]}`, ...content };
  }

  private async write(kind: FileKind, content: Buffer | string): Promise<ArtefactRecord> {
    return this.record(kind, await writeFileAtomically(this.path(kind), content));
  }

  private async read(kind: FileKind): Promise<Buffer> {
    const path = this.path(kind);
    try {
      return await readFile(path);
    } catch (error) {
      throw new UserError(
        `${path}: cannot be read (${(error as Error).message}); the study's data is not whole`,
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

function parseExamples(file: Buffer, path: string): Example[] {
  try {
    const text = gunzipSync(file).toString('utf8');
    return text.split('\n').map((line) => JSON.parse(line) as Example);
  } catch (error) {
    throw new UserError(`${path}: not the examples that were stored (${(error as Error).message})`);
  }
}
