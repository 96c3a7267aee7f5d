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
import { writeFileAtomically } from './atomic-file';

const FILES = {
  configuration: 'config.json',
  sourceVocabulary: 'src_tokenizer.json',
  targetVocabulary: 'tgt_tokenizer.json',
  examples: 'examples.jsonl.gz',
  split: 'split.json',
} as const;

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
    return existsSync(join(this.folder, FILES.split));
  }

  async save(split: Split, data: PreparedData, configuration: RunConfiguration): Promise<ArtefactRecord[]> {
    const lines = SPLIT_NAMES.flatMap((name) => split[name].map((example) => JSON.stringify(example)));
    return [
      await this.write('configuration', FILES.configuration, `${JSON.stringify(configuration, null, 2)}\n`),
      await this.write('source-vocabulary', FILES.sourceVocabulary, data.sourceVocabulary.toJson()),
      await this.write('target-vocabulary', FILES.targetVocabulary, data.targetVocabulary.toJson()),
      await this.write('examples', FILES.examples, gzipSync(lines.join('\n'))),
      await this.write('split', FILES.split, JSON.stringify(split.record)),
    ];
  }

  /** @throws UserError naming the file that is missing or broken. */
  async loadSplit(): Promise<Split> {
    const record = await this.readJson<SplitRecord>(FILES.split);
    const path = join(this.folder, FILES.examples);
    const text = gunzipSync(await this.read(FILES.examples)).toString('utf8');
    const examples = text.split('\n').map((line) => JSON.parse(line) as Example);
    const expected = SPLIT_NAMES.reduce((sum, name) => sum + record.sizes[name], 0);
    if (examples.length !== expected)
      throw new UserError(`${path}: ${examples.length} examples where the split has ${expected}`);
    const parts = {} as Record<SplitName, Example[]>;
    let start = 0;
    for (const name of SPLIT_NAMES) parts[name] = examples.slice(start, (start += record.sizes[name]));
    return { ...parts, record };
  }

  async loadVocabularies(): Promise<{ source: Vocabulary; target: Vocabulary }> {
    const load = async (name: string) =>
      Vocabulary.fromJson((await this.read(name)).toString('utf8'), join(this.folder, name));
    return { source: await load(FILES.sourceVocabulary), target: await load(FILES.targetVocabulary) };
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

  private async write(
    kind: ArtefactRecord['kind'],
    name: string,
    content: Buffer | string,
  ): Promise<ArtefactRecord> {
    const written = await writeFileAtomically(join(this.folder, name), content);
    return { kind, path: `studies/${this.study}/${name}`, ...written };
  }

  private async read(name: string): Promise<Buffer> {
    const path = join(this.folder, name);
    try {
      return await readFile(path);
    } catch (error) {
      throw new UserError(
        `${path}: cannot be read (${(error as Error).message}); the study's data is not whole`,
      );
    }
  }

  private async readJson<Content>(name: string): Promise<Content> {
    const text = (await this.read(name)).toString('utf8');
    try {
      return JSON.parse(text) as Content;
    } catch (error) {
      throw new UserError(`${join(this.folder, name)}: not JSON (${(error as Error).message})`);
    }
  }
}
