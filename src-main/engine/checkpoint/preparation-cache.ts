import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitRecord } from '../../../src-shared/domain/data';
import { encodedContent, readEncoded } from '../data/encoded-file';
import type { PreparedData } from '../data/prepare';
import { FileCache } from '../files/file-cache';
import { type Advance, advancing, type Work } from '../work';
import { StudyFolder } from './study-folder';

/** Room for about eight studies of 450,000 examples, or more than two hundred of 13,000. */
const MOST_BYTES = 2 * 1024 ** 3;
const ENCODED = 'encoded.bin';

/** The activities that progress names when prepared data are taken over, and when they are kept. */
export const PREPARED_BEFORE = 'Prepared before, taking it over';
export const KEEPING = 'Keeping what was prepared';

export interface Preparation {
  readonly record: SplitRecord;
  readonly data: PreparedData;
}

/**
 * Data that were prepared once, for later studies with the same rows and settings. An entry is what a study's folder
 * holds, and the encoded examples.
 */
export class PreparationCache {
  private readonly files: FileCache;

  constructor(folder: string) {
    this.files = new FileCache(folder, MOST_BYTES);
  }

  /** Prepared data with their examples, which `study` takes over; null when there are none. */
  async take(key: string, study: StudyFolder, work: Work): Promise<Preparation | null> {
    const folder = await this.files.find(key, PREPARED_BEFORE, work);
    if (folder === null) return null;
    const kept = new StudyFolder(folder);
    try {
      const record = await kept.loadRecord();
      const vocabularies = await kept.loadVocabularies();
      const encoded = await readEncoded(join(folder, ENCODED), record.sizes, PREPARED_BEFORE, work);
      await study.takeExamples(kept, advancing(PREPARED_BEFORE, null, 'bytes', work));
      return { record, data: { ...vocabularies, ...encoded } };
    } catch (error) {
      // Another process may make room in the cache at any moment.
      if (existsSync(folder)) throw error;
      return null;
    }
  }

  /** Keeps the prepared data of a study that is stored. */
  keep(
    key: string,
    study: StudyFolder,
    { record, data }: Preparation,
    configuration: RunConfiguration,
    work: Work,
  ): Promise<void> {
    const advance = advancing(KEEPING, null, 'bytes', work);
    return this.files.add(key, advance, async (folder) => {
      const kept = new StudyFolder(folder);
      await kept.takeExamples(study, advance);
      await kept.save(record, data, configuration);
      await writeFile(join(folder, ENCODED), told(encodedContent(data), advance));
    });
  }
}

async function* told(pieces: Iterable<Buffer>, advance: Advance): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    yield piece;
    await advance(piece.length);
  }
}
