import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitRecord } from '../../../src-shared/domain/data';
import { encodedContent, readEncoded } from '../data/encoded-file';
import type { PreparedData } from '../data/prepare';
import { FileCache } from '../files/file-cache';
import type { Work } from '../work';
import { StudyFolder } from './study-folder';

/** Room for about six studies of 450,000 examples, or two hundred of 13,000. */
const MOST_BYTES = 2 * 1024 ** 3;
const ENCODED = 'encoded.bin';

/** The activity that progress names when prepared data are taken over. */
export const PREPARED_BEFORE = 'Prepared before: checking what is kept';

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
      const encoded = await readEncoded(join(folder, ENCODED), record.sizes, work);
      await study.takeExamples(kept);
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
  ): Promise<void> {
    return this.files.add(key, async (folder) => {
      const kept = new StudyFolder(folder);
      await kept.takeExamples(study);
      await kept.save(record, data, configuration);
      await writeFile(join(folder, ENCODED), encodedContent(data));
    });
  }
}
