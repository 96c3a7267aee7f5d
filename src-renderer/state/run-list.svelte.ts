import { rowsOf, type RunRow } from '../../src-shared/domain/run-table/run-list';
import { requestList, subscribe } from '../client/client';
import { Task } from './task.svelte';

/** Changes within this time are read together; a study in training has several a second. */
const REFRESH_MILLISECONDS = 400;

/** Every run of the history as a table shows it, kept as the main process says it is now. */
export class RunList {
  readonly loading = new Task<readonly RunRow[]>();
  /** Newest study first. */
  all = $state.raw<readonly RunRow[]>([]);
  readonly #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  async load(): Promise<void> {
    const rows = await this.loading.start(async () => rowsOf(await requestList('runs.list', {})));
    if (rows) this.all = rows;
  }

  /** Follows the main process until the returned function is called. */
  connect(): () => void {
    const ends = [
      subscribe('study-changed', ({ id }) => this.#refresh(id)),
      subscribe('run-progress', ({ study }) => this.#refresh(study)),
      subscribe('study-deleted', ({ study }) => {
        this.all = this.all.filter((row) => row.study !== study);
      }),
      subscribe('library-changed', () => void this.load()),
    ];
    return () => {
      ends.forEach((end) => end());
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
    };
  }

  #refresh(study: string): void {
    this.#changed.add(study);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#read();
    }, REFRESH_MILLISECONDS);
  }

  /** A study that cannot be read now is read with its next change. */
  async #read(): Promise<void> {
    const studies = [...this.#changed];
    this.#changed.clear();
    const lists = await Promise.all(
      studies.map((study) => requestList('runs.list', { study }).catch(() => null)),
    );
    for (const [index, list] of lists.entries()) if (list) this.#put(studies[index], rowsOf(list));
  }

  /** The rows of a study in the place of those it had. Ids sort by the time they were made. */
  #put(study: string, rows: readonly RunRow[]): void {
    const others = this.all.filter((row) => row.study !== study);
    const place = others.findIndex((row) => row.study < study);
    this.all = place < 0 ? [...others, ...rows] : others.toSpliced(place, 0, ...rows);
  }
}
