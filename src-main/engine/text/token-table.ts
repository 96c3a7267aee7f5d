/** Numbers tokens in order of first appearance, so that many texts can be kept as small arrays of numbers, and counts them. */
export class TokenTable {
  private readonly numbers = new Map<string, number>();
  private readonly tokens: string[] = [];
  private readonly counts: number[] = [];

  /** A token's number; one not seen before gets the next. */
  number(token: string): number {
    let number = this.numbers.get(token);
    if (number === undefined) {
      number = this.tokens.length;
      const copy = ownCopy(token);
      this.numbers.set(copy, number);
      this.tokens.push(copy);
      this.counts.push(0);
    }
    return number;
  }

  /** Counts one occurrence of a numbered token. */
  count(number: number): void {
    this.counts[number]!++;
  }

  /** Distinct tokens so far. */
  get size(): number {
    return this.tokens.length;
  }

  token(number: number): string {
    return this.tokens[number]!;
  }

  /** The tokens that were counted, with their counts, in order of first appearance. */
  counted(): [token: string, count: number][] {
    return this.tokens.flatMap((token, number): [string, number][] =>
      this.counts[number]! > 0 ? [[token, this.counts[number]!]] : [],
    );
  }
}

/** A copy that does not keep alive the whole text which V8 made the token a slice of. */
function ownCopy(token: string): string {
  const shortestSlice = 13;
  return token.length < shortestSlice ? token : Buffer.from(token, 'utf16le').toString('utf16le');
}
