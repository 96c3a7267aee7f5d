/** Numbers tokens in order of first appearance, so that many texts can be kept as small arrays of numbers. */
export class TokenTable {
  private readonly identifiers = new Map<string, number>();
  private readonly tokens: string[] = [];

  /** The tokens' numbers; tokens not seen before get the next ones. */
  number(tokens: readonly string[]): Int32Array {
    const numbers = new Int32Array(tokens.length);
    for (let position = 0; position < tokens.length; position++) {
      const token = tokens[position]!;
      let identifier = this.identifiers.get(token);
      if (identifier === undefined) {
        identifier = this.tokens.length;
        const copy = ownCopy(token);
        this.identifiers.set(copy, identifier);
        this.tokens.push(copy);
      }
      numbers[position] = identifier;
    }
    return numbers;
  }

  /** Distinct tokens so far. */
  get size(): number {
    return this.tokens.length;
  }

  token(identifier: number): string {
    return this.tokens[identifier]!;
  }

  /** How often each token occurs in the given texts, in order of the tokens' first appearance; those that do only. */
  count(texts: Iterable<Int32Array>): [token: string, count: number][] {
    const counts = new Float64Array(this.size);
    for (const text of texts) for (const identifier of text) counts[identifier]!++;
    return this.tokens.flatMap((token, identifier): [string, number][] =>
      counts[identifier]! > 0 ? [[token, counts[identifier]!]] : [],
    );
  }
}

/** A copy that does not keep alive the whole text which V8 made the token a slice of. */
function ownCopy(token: string): string {
  const shortestSlice = 13;
  return token.length < shortestSlice ? token : Buffer.from(token, 'utf16le').toString('utf16le');
}
