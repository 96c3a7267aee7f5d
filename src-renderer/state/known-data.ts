/** What is known of the data of studies, which the engine reads only when a study begins. */
import { DATA_KEYS, dataSizesOf } from '../../src-shared/domain/estimate/data-sizes';
import type { DataSizes } from '../../src-shared/domain/estimate/work';
import type { StudyHead } from '../../src-shared/domain/study-list';

export interface KnownSizes {
  readonly sizes: DataSizes;
  /** Nobody has read these data yet: the settings allow no more, but there may be fewer. */
  readonly atMost: boolean;
}

/** Which data a study is to read. */
type Described = Pick<StudyHead, 'location' | 'configuration'>;

/** Sizes of data that were read before: by a study that has begun, or for the report of the form. */
export class KnownData {
  readonly #inspected = new Map<string, DataSizes>();

  constructor(private readonly studies: { readonly all: readonly StudyHead[] }) {}

  /** Keeps what was read for a study that is about to be queued. */
  remember(described: Described, sizes: DataSizes): void {
    this.#inspected.set(subjectOf(described), sizes);
  }

  /** Of a study: its own, or those of the same data read with the same settings. */
  of(study: StudyHead): KnownSizes {
    const subject = subjectOf(study);
    const inspected = this.#inspected.get(subject);
    const split =
      study.split ?? this.studies.all.find((other) => other.split && subjectOf(other) === subject)?.split;
    const base = inspected ?? dataSizesOf(study.configuration, null);
    return { sizes: split ? { ...base, ...split.sizes } : base, atMost: !split && !inspected };
  }
}

/** SEED decides which rows are taken, not how many. */
function subjectOf({ location, configuration }: Described): string {
  const keys = DATA_KEYS.filter((key) => key !== 'SEED');
  return JSON.stringify([location, keys.map((key) => configuration[key])]);
}
