import type { RequestInput } from '../../../src-shared/contract/channels';
import type { Slice, SliceMetrics } from '../../../src-shared/contract/requests/examples';
import { METRIC_NAMES, type MetricName, type Significance } from '../../../src-shared/domain/analysis';
import { holmAdjusted } from '../../../src-shared/domain/statistics';
import { request, subscribe } from '../../client/client';
import type { Messages } from '../messages.svelte';
import { Task } from '../task.svelte';

/** The filters of studies' splits that were kept under names. */
export class Slices {
  readonly task = new Task<readonly Slice[]>();

  constructor(private readonly messages: Pick<Messages, 'show'>) {}

  /** Hears of every change to favourites and slices of studies, in any window, until the returned function is called. */
  connect(studies: readonly string[], onmarked: () => void): () => void {
    return subscribe('examples-marked', (event) => {
      if (!event.studies.some((study) => studies.includes(study))) return;
      void this.load(studies);
      onmarked();
    });
  }

  async load(studies: readonly string[]): Promise<void> {
    await this.task.start(() => request('slices.list', { studies }));
  }

  async create(slice: RequestInput<'slices.create'>): Promise<void> {
    await request('slices.create', slice);
    this.messages.show(`Kept as slice “${slice.name}”`);
  }

  async rename(slice: Slice, name: string): Promise<void> {
    await request('slices.rename', { slice: slice.id, name });
  }

  async delete({ id, study, name, split, filter }: Slice): Promise<void> {
    await request('slices.delete', { slice: id });
    const run = () => void request('slices.create', { study, name, split, filter });
    this.messages.show(`Deleted the slice “${name}”`, { label: 'Undo', run });
  }
}

export type SliceMetricsKey = RequestInput<'examples.metrics'>;

/** Work that takes longer than its questions come: while one is at it, only the latest that was asked waits. */
class LatestOnly<Key> {
  #next: Key | null = null;
  #busy = false;

  constructor(private readonly work: (key: Key) => Promise<void>) {}

  /** Whether another is asked for, so that what is under way can end early. */
  get isOutdated(): boolean {
    return this.#next !== null;
  }

  async ask(key: Key): Promise<void> {
    this.#next = key;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#next !== null) {
      const now: Key = this.#next;
      this.#next = null;
      await this.work(now);
    }
    this.#busy = false;
  }
}

/** Metrics on a slice. */
export class SliceFigures {
  readonly task = new Task<SliceMetrics>();
  readonly #questions = new LatestOnly<SliceMetricsKey>(async (key) => {
    await this.task.start(() => request('examples.metrics', key));
  });

  show(key: SliceMetricsKey): Promise<void> {
    return this.#questions.ask(key);
  }
}

/** Whether runs differ from the first of them on a slice: one test after the other. */
export class SliceTests {
  readonly task = new Task<TestedSlice>();
  readonly #questions = new LatestOnly<AskedSlice>(async (asked) => {
    await this.task.start(() => this.#test(asked));
  });

  /** The tests of a slice, a key as text, by a version of its evaluations; null while they are under way. */
  of(question: string, version: string): TestedSlice | null {
    const tested = this.task.value;
    return tested?.question === question && tested.version === version ? tested : null;
  }

  test(question: string, version: string): Promise<void> {
    return this.#questions.ask({ question, version });
  }

  async #test({ question, version }: AskedSlice): Promise<TestedSlice> {
    const key = JSON.parse(question) as SliceMetricsKey;
    const found: { run: string; significance: Significance }[] = [];
    for (const run of key.runs.slice(1)) {
      if (this.#questions.isOutdated) break;
      const significance = await request('examples.significance', { ...key, run });
      if (significance) found.push({ run, significance });
    }
    return { question, version, adjusted: adjustedByRun(found) };
  }
}

interface AskedSlice {
  /** A `SliceMetricsKey` as text. */
  readonly question: string;
  readonly version: string;
}

/** p of every run's differences from the first run, corrected for the number of runs (Holm 1979). */
export interface TestedSlice extends AskedSlice {
  readonly adjusted: ReadonlyMap<string, Readonly<Record<MetricName, number>>>;
}

/** The p values of each metric are a family. */
export function adjustedByRun(
  tests: readonly { readonly run: string; readonly significance: Pick<Significance, 'p'> }[],
): TestedSlice['adjusted'] {
  const [bleu, tokenAccuracy, exactMatch] = METRIC_NAMES.map((metric) =>
    holmAdjusted(tests.map(({ significance }) => significance.p[metric])),
  );
  return new Map(
    tests.map(({ run }, place) => [
      run,
      { bleu: bleu[place], tokenAccuracy: tokenAccuracy[place], exactMatch: exactMatch[place] },
    ]),
  );
}
