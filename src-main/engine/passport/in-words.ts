const MOST_NAMED = 3;
const SHOWN_DIGITS = 12;

/** `a; b; c and 4 more`. */
export function listed(items: readonly string[]): string {
  const more = items.length - MOST_NAMED;
  return items.slice(0, MOST_NAMED).join('; ') + (more > 0 ? ` and ${more} more` : '');
}

/** The beginning of a hash, enough to tell two apart. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, SHOWN_DIGITS)}…`;
}

/** `1 example`, `2 examples`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
