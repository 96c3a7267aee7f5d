import type { Choose } from '../router.svelte';
import type { ExampleList, ExampleListKey } from './example-list.svelte';

/** The example that a link chooses, followed through the lists in which it stands or not. */
export class ChosenExample {
  /** Of the chosen example in the list; null where it is not in it. */
  place = $state<number | null>(null);
  /** The example that `place` is of. */
  #placed: number | null = null;
  /** The list that was shown last, as text. */
  #shown: string | null = null;

  constructor(
    private readonly list: ExampleList,
    /** The index that the link has now; null for none. */
    private readonly index: () => number | null,
    private readonly onchoose: Choose,
  ) {}

  /** Shows a list: another begins at the chosen example, or at its first one where that is not in it. */
  async showIn(key: string): Promise<void> {
    const isAnother = this.#shown !== null && this.#shown !== key;
    this.#shown = key;
    await this.#show(key, isAnother);
  }

  /** Back, forward and links choose too: finds in the list what they have chosen. */
  async find(key: string): Promise<void> {
    const index = this.index();
    if (index !== null && index !== this.#placed) await this.#show(key, false);
  }

  choose(index: number, place: number, kind?: 'step'): void {
    this.place = place;
    this.#placed = index;
    this.onchoose({ example: String(index) }, kind);
  }

  /** Chooses what stands at a place, or at the end that lies before it. */
  async moveTo(target: number): Promise<void> {
    const place = Math.max(0, Math.min(this.list.total - 1, target));
    const row = await this.list.fetchRow(place);
    if (row) this.choose(row.index, place, 'step');
  }

  async #show(key: string, isAnother: boolean): Promise<void> {
    const found = await this.list.show(JSON.parse(key) as ExampleListKey, this.index());
    if (!found) return;
    this.#placed = this.index();
    if (found.located !== null || found.rows.length === 0) this.place = found.located;
    else if (isAnother || this.#placed === null) this.choose(found.rows[0].index, 0);
    else this.place = this.place === null ? null : Math.min(this.place, found.total - 1);
  }
}
