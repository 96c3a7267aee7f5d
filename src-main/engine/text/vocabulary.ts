import { UserError } from '../../../src-shared/domain/errors';
import type { IdentifierArena } from './identifier-arena';
import { EOS, PAD, SOS, SPECIAL_TOKENS, UNK } from './special-tokens';
import { TokenTable } from './token-table';
import { forEachToken } from '../../../src-shared/format/tokenizer';

/** A token for an identifier without one, such as a row of an embedding that no token has. Texts, in lower case, never have it. */
export function spareToken(identifier: number): string {
  return `<UNUSED-${identifier}>`;
}

export function isSpareToken(token: string): boolean {
  return /^<UNUSED-\d+>$/.test(token);
}

/** A two-way map between tokens and identifiers 0..size-1. */
export class Vocabulary {
  /** Its numbers are the identifiers. */
  private readonly table: TokenTable;

  /** `tokens` are distinct. */
  private constructor(private readonly tokens: readonly string[]) {
    this.table = new TokenTable(tokens);
  }

  /**
   * The special tokens, then the `size - 4` most frequent tokens, ties in order of first appearance (Python's
   * `Counter.most_common`).
   */
  static build(tokenLists: Iterable<readonly string[]>, size: number): Vocabulary {
    const table = new TokenTable();
    for (const tokens of tokenLists) for (const token of tokens) table.count(table.number(token));
    return Vocabulary.fromTable(table, size);
  }

  /** As {@link build}, of the tokens that a table counted. */
  static fromTable(table: TokenTable, size: number): Vocabulary {
    const most = Math.max(0, size - SPECIAL_TOKENS.length);
    return new Vocabulary([...SPECIAL_TOKENS, ...table.mostFrequent(most)]);
  }

  /**
   * Of tokens by identifier, which are distinct and begin with the special tokens.
   * @throws RangeError when they do not.
   */
  static of(tokens: readonly string[]): Vocabulary {
    const wrong = SPECIAL_TOKENS.findIndex((token, identifier) => tokens[identifier] !== token);
    if (wrong >= 0) throw new RangeError(`Identifier ${wrong} must be ${SPECIAL_TOKENS[wrong]!}`);
    return new Vocabulary(tokens);
  }

  /**
   * Reads the JSON text of {@link toJson} or of the notebooks' tokenizer files. `origin` names the file in errors.
   * @throws UserError when it is not a vocabulary.
   */
  static fromJson(json: string, origin: string): Vocabulary {
    const { word2idx, idx2word, vocab_size } = parseVocabularyJson(json, origin);
    const identifiers = new Map(Object.entries(word2idx));
    const tokens = Array.from({ length: identifiers.size }, (_, identifier) => idx2word[String(identifier)]);
    if (vocab_size !== undefined && typeof vocab_size !== 'number')
      throw new UserError(`${origin}: vocab_size must be a number`);
    for (const [identifier, token] of tokens.entries()) {
      if (typeof token !== 'string')
        throw new UserError(`${origin}: idx2word has no token for identifier ${identifier}`);
      if (identifiers.get(token) !== identifier)
        throw new UserError(
          `${origin}: word2idx and idx2word disagree on identifier ${identifier} (${JSON.stringify(token)})`,
        );
    }
    const wrong = SPECIAL_TOKENS.findIndex((token, identifier) => tokens[identifier] !== token);
    if (wrong >= 0)
      throw new UserError(`${origin}: identifier ${wrong} must be ${SPECIAL_TOKENS[wrong]!} in word2idx`);
    return new Vocabulary(tokens as string[]);
  }

  get size(): number {
    return this.tokens.length;
  }

  /** @throws RangeError for an identifier that the vocabulary does not have. */
  token(identifier: number): string {
    const token = this.tokens[identifier];
    if (token === undefined) throw new RangeError(`No token ${identifier} in a vocabulary of ${this.size}`);
    return token;
  }

  /** The token's identifier; `<UNK>`'s where the vocabulary lacks it. */
  identifier(token: string): number {
    return this.table.find(token) ?? UNK;
  }

  has(token: string): boolean {
    return this.table.find(token) !== null;
  }

  /**
   * `<SOS>`, the first `maximumLength - 2` tokens of the text, `<EOS>`: at most `maximumLength` identifiers, in a piece
   * of `arena` where one is given.
   */
  encode(text: string, maximumLength: number, arena?: IdentifierArena): Int32Array {
    const lowerCased = text.toLowerCase();
    const identifiers = [SOS];
    forEachToken(lowerCased, (start, end) => {
      if (identifiers.length < maximumLength - 1)
        identifiers.push(this.table.find(lowerCased, start, end) ?? UNK);
    });
    identifiers.push(EOS);
    return arena ? arena.copyOf(identifiers) : Int32Array.from(identifiers);
  }

  /** As {@link encode}, of tokens that are given rather than read from a text. */
  encodeTokens(tokens: readonly string[], maximumLength: number): Int32Array {
    const read = tokens.slice(0, maximumLength - 2);
    return Int32Array.from([SOS, ...read.map((token) => this.identifier(token)), EOS]);
  }

  /** The identifier of each token of a table, by the token's number; `<UNK>`'s where the vocabulary lacks it. */
  identifiersOf(table: TokenTable): Int32Array {
    const identifiers = new Int32Array(table.size).fill(UNK);
    for (const [identifier, token] of this.tokens.entries()) {
      const number = table.find(token);
      if (number !== null) identifiers[number] = identifier;
    }
    return identifiers;
  }

  /** Tokens up to the first `<EOS>`, without `<PAD>` and `<SOS>`; `keepUnknown` says whether `<UNK>` stays. */
  decode(identifiers: ArrayLike<number>, options: { readonly keepUnknown: boolean }): string[] {
    const tokens: string[] = [];
    for (let position = 0; position < identifiers.length; position++) {
      const identifier = identifiers[position]!;
      if (identifier === EOS) break;
      if (identifier === PAD || identifier === SOS) continue;
      if (identifier === UNK && !options.keepUnknown) continue;
      tokens.push(this.token(identifier));
    }
    return tokens;
  }

  /** The JSON text with `word2idx`, `idx2word` and `vocab_size`, byte for byte as Python's `json.dump` writes it. */
  toJson(): string {
    const quoted = this.tokens.map(pythonJsonString);
    const word2idx = quoted.map((token, identifier) => `${token}: ${identifier}`).join(', ');
    const idx2word = quoted.map((token, identifier) => `"${identifier}": ${token}`).join(', ');
    return `{"word2idx": {${word2idx}}, "idx2word": {${idx2word}}, "vocab_size": ${this.size}}`;
  }
}

/** JSON as Python writes it with `ensure_ascii`: everything outside printable ASCII escaped, U+007F as it is. */
function pythonJsonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

interface VocabularyJson {
  readonly word2idx: Readonly<Record<string, unknown>>;
  readonly idx2word: Readonly<Record<string, unknown>>;
  readonly vocab_size?: unknown;
}

function parseVocabularyJson(json: string, origin: string): VocabularyJson {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new UserError(`${origin}: not JSON (${(error as Error).message})`);
  }
  const { word2idx, idx2word } = (value ?? {}) as Partial<VocabularyJson>;
  if (!isObject(word2idx) || !isObject(idx2word))
    throw new UserError(`${origin}: a vocabulary must be a JSON object with word2idx and idx2word`);
  return value as VocabularyJson;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
