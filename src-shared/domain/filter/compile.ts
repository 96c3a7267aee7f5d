import { conditionOf } from './conditions';
import { type Field, fieldNamed, isNone } from './field';
import { nearest } from './nearest';
import { type Operator, type Token, tokensOf } from './tokens';

/** What is wrong with a filter, and where. */
export interface FilterProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** More text may mend it, so that a person who types is left alone. */
  readonly unfinished: boolean;
}

export interface CompiledFilter<Row> {
  /** Everything passes a filter with a problem. */
  readonly matches: (row: Row) => boolean;
  readonly problem: FilterProblem | null;
}

/** Deeper, a filter is no person's, and would exhaust the stack. */
const DEEPEST = 50;

type Predicate<Row> = (row: Row) => boolean;

class Refused extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message);
  }
}

/**
 * Understands `bleu > 2 and HIDDEN_DIM = 256 and (arch:lstm or tag:final) not state:failed words of names`. Parts without a
 * word between them must all hold; plain words are looked for in what the fields call searched.
 */
export function compileFilter<Row>(filter: string, fields: readonly Field<Row>[]): CompiledFilter<Row> {
  const everything = { matches: () => true, problem: null };
  if (filter.trim() === '') return everything;
  try {
    return { matches: new Parser(filter, fields).parse(), problem: null };
  } catch (error) {
    if (error instanceof Refused) return { ...everything, problem: error.problem };
    throw error;
  }
}

class Parser<Row> {
  private readonly tokens: readonly Token[];
  private position = 0;
  private depth = 0;

  constructor(
    private readonly filter: string,
    private readonly fields: readonly Field<Row>[],
  ) {
    this.tokens = tokensOf(filter);
  }

  parse(): Predicate<Row> {
    const whole = this.either();
    const rest = this.tokens[this.position];
    if (rest) this.refuse(rest, 'This bracket closes nothing');
    return whole;
  }

  private either(): Predicate<Row> {
    const parts = [this.all()];
    while (this.takeWord('or')) parts.push(this.all());
    return parts.length === 1 ? parts[0] : (row) => parts.some((part) => part(row));
  }

  private all(): Predicate<Row> {
    const parts = [this.single()];
    while (this.continues()) parts.push(this.single());
    return parts.length === 1 ? parts[0] : (row) => parts.every((part) => part(row));
  }

  /** Whether another part follows that must hold as well; takes the `and`. */
  private continues(): boolean {
    if (this.takeWord('and')) return true;
    const next = this.tokens[this.position];
    return next !== undefined && next.kind !== 'close' && !isWord(next, 'or');
  }

  private single(): Predicate<Row> {
    const token = this.tokens[this.position];
    if (this.depth === DEEPEST) return this.refuse(token, `More than ${DEEPEST} conditions in each other`);
    if (this.takeWord('not')) {
      const negated = this.nested(() => this.single());
      return (row) => !negated(row);
    }
    if (!token || token.kind === 'close' || isWord(token, 'or') || isWord(token, 'and'))
      return this.refuse(token, 'A condition is missing here, such as bleu > 2');
    this.position += 1;
    if (token.kind === 'open') return this.bracketed(token);
    if (token.kind === 'operator') return this.refuse(token, `Write what ${token.text} compares before it`);
    return this.tokens[this.position]?.kind === 'operator' && token.kind === 'word'
      ? this.condition(token)
      : this.words(token);
  }

  private bracketed(open: Token): Predicate<Row> {
    const inner = this.nested(() => this.either());
    const close = this.tokens[this.position];
    if (close?.kind !== 'close') return this.refuse(open, 'This bracket is not closed', true);
    this.position += 1;
    return inner;
  }

  private nested(parse: () => Predicate<Row>): Predicate<Row> {
    this.depth += 1;
    const inner = parse();
    this.depth -= 1;
    return inner;
  }

  private condition(name: Token): Predicate<Row> {
    const field = fieldNamed(this.fields, name.text);
    if (!field) return this.refuse(name, unknownField(name.text, this.fields));
    const operator = this.tokens[this.position++];
    const value = this.tokens[this.position];
    if (value?.kind !== 'word' && value?.kind !== 'text')
      return this.refuse(undefined, `Write a value after ${name.text} ${operator.text}`);
    this.position += 1;
    if (value.unclosed) return this.refuse(value, 'This quotation mark is not closed', true);
    const values =
      value.kind === 'text' || operator.text === '~' ? [value.text] : value.text.split(',').filter(Boolean);
    const test = conditionOf(field, operator.text as Operator, values);
    if ('refused' in test) return this.refuse(value, test.refused, value.to === this.filter.length);
    return (row) => test(field.value(row));
  }

  private words({ text, unclosed, ...token }: Token): Predicate<Row> {
    if (unclosed) return this.refuse({ ...token, text, unclosed }, 'This quotation mark is not closed', true);
    const wanted = text.toLowerCase();
    const searched = this.fields.filter((field) => field.searched);
    return (row) =>
      searched.some(({ value: valueOf }) => {
        const value = valueOf(row);
        return !isNone(value) && String(value).toLowerCase().includes(wanted);
      });
  }

  private takeWord(word: string): boolean {
    const found = isWord(this.tokens[this.position], word);
    if (found) this.position += 1;
    return found;
  }

  /** Without a token it is the end of the filter that is not right. */
  private refuse(token: Token | undefined, message: string, unfinished = token === undefined): never {
    const end = this.filter.length;
    const place = token ?? { from: Math.max(0, this.filter.trimEnd().length - 1), to: end };
    throw new Refused({ message, from: place.from, to: place.to, unfinished });
  }
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word;
}

function unknownField<Row>(name: string, fields: readonly Field<Row>[]): string {
  const known = fields.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  const guess = nearest(name, known);
  return `There is no column “${name}”${guess === null ? '' : `; did you mean ${guess}?`}`;
}
