import { compileFilter } from '../../src-shared/domain/filter/compile';
import {
  differingSettings,
  groupRows,
  type RunGroup,
  sortRows,
  type Sorting,
} from '../../src-shared/domain/run-table/arrange';
import { columnOf, RUN_FIELDS } from '../../src-shared/domain/run-table/columns';
import type { RunRow } from '../../src-shared/domain/run-table/run-list';
import { request } from '../client/client';
import type { Choose } from './router.svelte';
import type { Query } from './routes';
import { type ColumnLayout, DEFAULT_LAYOUT, shownColumns } from './run-layout';
import { keepExisting, NOTHING_CHOSEN, type RowSelection } from './row-selection';

/** A line of the table. */
export type TableEntry =
  | { readonly kind: 'group'; readonly id: string; readonly group: RunGroup; readonly open: boolean }
  | { readonly kind: 'run'; readonly id: string; readonly row: RunRow };

/** Where choices come from that are worth a link, and how they are changed. */
interface Choices {
  readonly query: () => Query;
  readonly rows: () => readonly RunRow[];
  readonly choose: Choose;
}

/** The table of runs: what of them it shows, in which order and which of them are chosen. */
export class RunTable {
  layout = $state.raw<readonly ColumnLayout[]>(DEFAULT_LAYOUT);
  /** Groups that a person closed, by id. */
  closed = $state.raw<ReadonlySet<string>>(new Set());
  #selection = $state.raw<RowSelection>(NOTHING_CHOSEN);
  #lastFilter = compileFilter<RunRow>('', RUN_FIELDS);

  constructor(private readonly choices: Choices) {}

  readonly filter = $derived.by(() => this.choices.query().filter ?? '');
  readonly compiled = $derived(compileFilter<RunRow>(this.filter, RUN_FIELDS));
  readonly sorting = $derived.by(() => sortingFrom(this.choices.query().sort));
  readonly groups = $derived.by(() => (this.choices.query().group ?? '').split(',').filter(Boolean));
  readonly showsArchived = $derived.by(() => this.choices.query().archived === '1');
  readonly onlyDiffering = $derived.by(() => this.choices.query().differing === '1');
  /** The run whose details are shown. */
  readonly detailed = $derived.by(
    () => this.choices.rows().find(({ id }) => id === this.choices.query().run) ?? null,
  );

  readonly baseline = $derived.by(() => this.choices.rows().find((row) => row.baseline) ?? null);
  /** Runs that may be shown, before they are filtered. */
  readonly listed = $derived.by(() => {
    const rows = this.choices.rows();
    return this.showsArchived ? rows : rows.filter((row) => !row.archived);
  });
  readonly hidesArchived = $derived.by(() => this.listed.length < this.choices.rows().length);
  readonly found = $derived.by(() => this.listed.filter(this.#usableFilter().matches));
  readonly sorted = $derived.by(() => (this.sorting ? sortRows(this.found, this.sorting) : this.found));
  readonly columns = $derived(
    shownColumns(this.layout, this.onlyDiffering ? differingSettings(this.found) : null),
  );
  readonly entries = $derived.by(() => this.#entries());
  readonly selection = $derived.by(() =>
    keepExisting(this.#selection, new Set(this.found.map(({ id }) => id))),
  );
  readonly selected = $derived.by(() => this.found.filter(({ id }) => this.selection.chosen.has(id)));

  /** Takes over how the table was arranged last time. */
  async load(): Promise<void> {
    const layout = await request('runs.layout', {});
    const known = layout?.columns.filter(({ id }) => columnOf(id)) ?? [];
    if (known.length > 0) this.layout = known;
  }

  arrange(layout: readonly ColumnLayout[]): void {
    this.layout = layout;
    void request('runs.arrange', { layout: { columns: [...layout] } });
  }

  resetLayout(): void {
    this.layout = DEFAULT_LAYOUT;
    void request('runs.arrange', { layout: null });
  }

  select(selection: RowSelection): void {
    this.#selection = selection;
  }

  filterBy(filter: string): void {
    this.choices.choose({ filter }, 'step');
  }

  showArchived(shown: boolean): void {
    this.choices.choose({ archived: shown ? '1' : '' });
  }

  showOnlyDiffering(only: boolean): void {
    this.choices.choose({ differing: only ? '1' : '' });
  }

  sortBy(sorting: Sorting | null): void {
    this.choices.choose({ sort: sorting ? `${sorting.descending ? '-' : ''}${sorting.column}` : '' });
  }

  groupBy(columns: readonly string[]): void {
    this.closed = new Set();
    this.choices.choose({ group: columns.join(',') });
  }

  toggleGroup(id: string): void {
    const closed = new Set(this.closed);
    if (!closed.delete(id)) closed.add(id);
    this.closed = closed;
  }

  /** Opens or closes all groups. */
  toggleAllGroups(): void {
    const ids = this.entries.flatMap((entry) => (entry.kind === 'group' ? [entry.id] : []));
    this.closed = this.closed.size < ids.length ? new Set(ids) : new Set();
  }

  showDetails(run: string | null): void {
    this.choices.choose({ run: run ?? '' });
  }

  /** While a filter is typed that may only be unfinished, the last good one stays in force. */
  #usableFilter() {
    if (this.compiled.problem?.unfinished) return this.#lastFilter;
    return (this.#lastFilter = this.compiled);
  }

  #entries(): readonly TableEntry[] {
    const entryOf = (row: RunRow, group = ''): TableEntry => ({ kind: 'run', id: `${group}${row.id}`, row });
    if (this.groups.length === 0) return this.sorted.map((row) => entryOf(row));
    return groupRows(this.sorted, this.groups).flatMap((group): readonly TableEntry[] => {
      const open = !this.closed.has(group.id);
      const head: TableEntry = { kind: 'group', id: group.id, group, open };
      return open ? [head, ...group.rows.map((row) => entryOf(row, `${group.id}\n`))] : [head];
    });
  }
}

/** `bleu`, or `-bleu` for the highest first. */
export function sortingFrom(text: string | undefined): Sorting | null {
  const column = text?.replace(/^-/, '') ?? '';
  return columnOf(column) ? { column, descending: text!.startsWith('-') } : null;
}
