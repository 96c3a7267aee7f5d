/** Load above which a hash table is made larger. */
const FULLEST = 0.5;
const FREE = 0;

/**
 * Numbers tokens in order of first appearance, so that many texts can be kept as small arrays of numbers, and counts them.
 * A hash table over the characters of all distinct tokens: twice as fast as a Map for millions of tokens, which need not
 * become strings of their own, and a third of its size.
 */
export class TokenTable {
  /** Of open addressing with linear probing: a token's number plus one, or FREE. */
  private slots = new Int32Array(1024);
  private characters = new Uint16Array(4096);
  /** Where the characters of each token end; those of the next begin there. */
  private ends = new Int32Array(512);
  private hashes = new Int32Array(512);
  private counts = new Int32Array(512);
  private tokens = 0;

  /** A table that has some tokens already, in their order. */
  constructor(tokens: readonly string[] = []) {
    for (const token of tokens) this.number(token);
  }

  /** Distinct tokens so far. */
  get size(): number {
    return this.tokens;
  }

  /** The number of the token that a text has from `start` to `end`; one not seen before gets the next. */
  number(text: string, start = 0, end = text.length): number {
    const hash = hashOf(text, start, end);
    const slot = this.slotOf(hash, text, start, end);
    return this.slots[slot] === FREE ? this.add(slot, hash, text, start, end) : this.slots[slot]! - 1;
  }

  /** As {@link number}, but null for a token not seen before. */
  find(text: string, start = 0, end = text.length): number | null {
    const number = this.slots[this.slotOf(hashOf(text, start, end), text, start, end)]! - 1;
    return number < 0 ? null : number;
  }

  /** Counts one occurrence of a numbered token. */
  count(number: number): void {
    this.counts[number]!++;
  }

  token(number: number): string {
    const { buffer, BYTES_PER_ELEMENT } = this.characters;
    const start = this.startOf(number);
    const bytes = (this.ends[number]! - start) * BYTES_PER_ELEMENT;
    return Buffer.from(buffer, start * BYTES_PER_ELEMENT, bytes).toString('utf16le');
  }

  /** How many tokens were counted at least once. */
  get countedSize(): number {
    let size = 0;
    for (let number = 0; number < this.tokens; number++) if (this.counts[number]! > 0) size++;
    return size;
  }

  /** At most so many of the tokens that were counted: by falling count, ties in order of first appearance. */
  mostFrequent(most: number): string[] {
    const byCount = new Map<number, number[]>();
    for (let number = 0; number < this.tokens; number++) {
      const count = this.counts[number]!;
      if (count === 0) continue;
      const numbers = byCount.get(count);
      if (numbers) numbers.push(number);
      else byCount.set(count, [number]);
    }
    const falling = [...byCount].sort(([first], [second]) => second - first);
    const numbers = falling.flatMap(([, equallyFrequent]) => equallyFrequent);
    return numbers.slice(0, most).map((number) => this.token(number));
  }

  private startOf(number: number): number {
    return number === 0 ? 0 : this.ends[number - 1]!;
  }

  /** The slot of a token, or the free one where it belongs. */
  private slotOf(hash: number, text: string, start: number, end: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    while (this.slots[slot] !== FREE) {
      const number = this.slots[slot]! - 1;
      if (this.hashes[number] === hash && this.isAt(number, text, start, end)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private isAt(number: number, text: string, start: number, end: number): boolean {
    const from = this.startOf(number);
    if (this.ends[number]! - from !== end - start) return false;
    for (let position = start; position < end; position++)
      if (this.characters[from + position - start] !== text.charCodeAt(position)) return false;
    return true;
  }

  private add(slot: number, hash: number, text: string, start: number, end: number): number {
    const number = this.tokens++;
    this.slots[slot] = this.tokens;
    const from = this.startOf(number);
    const length = end - start;
    this.characters = withRoom(this.characters, from + length, Uint16Array);
    for (let offset = 0; offset < length; offset++)
      this.characters[from + offset] = text.charCodeAt(start + offset);
    this.ends = withRoom(this.ends, this.tokens, Int32Array);
    this.hashes = withRoom(this.hashes, this.tokens, Int32Array);
    this.counts = withRoom(this.counts, this.tokens, Int32Array);
    this.ends[number] = from + length;
    this.hashes[number] = hash;
    if (this.tokens > FULLEST * this.slots.length) this.enlarge();
    return number;
  }

  private enlarge(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    const mask = this.slots.length - 1;
    for (let number = 0; number < this.tokens; number++) {
      let slot = this.hashes[number]! & mask;
      while (this.slots[slot] !== FREE) slot = (slot + 1) & mask;
      this.slots[slot] = number + 1;
    }
  }
}

/** FNV-1a over code units (Fowler, Noll and Vo), its high bits mixed into the low ones that choose a slot. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let position = start; position < end; position++)
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** The array itself if it is long enough, else a copy of at least twice the length. */
function withRoom<Numbers extends Int32Array | Uint16Array>(
  array: Numbers,
  length: number,
  Kind: new (length: number) => Numbers,
): Numbers {
  if (length <= array.length) return array;
  const larger = new Kind(Math.max(length, 2 * array.length));
  larger.set(array);
  return larger;
}
