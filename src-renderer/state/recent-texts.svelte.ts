/** Most texts that are remembered. */
const MOST = 20;

/** What was asked since the window opened, the newest first, each text once. */
export class RecentTexts {
  all = $state.raw<readonly string[]>([]);

  /** A text that goes on with the newest one, as typing does, takes its place. */
  add(text: string): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    const [newest, ...others] = this.all;
    const grew = newest !== undefined && (trimmed.startsWith(newest) || newest.startsWith(trimmed));
    const before = grew ? others : this.all;
    this.all = [trimmed, ...before.filter((other) => other !== trimmed)].slice(0, MOST);
  }
}
