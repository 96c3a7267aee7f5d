/**
 * Code as people read it, from tokens alone. The tokenizer drops line breaks and indentation, so where statements begin and blocks end is
 * inferred: from keywords, from two operands without an operator in between, and from statements that nothing can follow.
 */

export interface CodePiece {
  /** Position among the tokens. */
  readonly token: number;
  readonly text: string;
  /** Whether a space stands before it. */
  readonly spaced: boolean;
}

export interface CodeLine {
  /** Levels of indentation. */
  readonly indent: number;
  readonly pieces: readonly CodePiece[];
}

/** One level of it. */
export const INDENT = '    ';

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);
/** Never inside an expression: where one stands, a statement begins. */
const STATEMENTS = new Set(
  'def class return raise while with try assert pass break continue del global nonlocal except finally elif async'.split(
    ' ',
  ),
);
const BLOCKS = new Set('def class if elif else for while try except finally with async'.split(' '));
const LOOPS = new Set(['for', 'while']);
/** By clause, the blocks that it can stand behind. */
const CLAUSES: Readonly<Record<string, readonly string[]>> = {
  elif: ['if', 'elif'],
  else: ['if', 'elif', 'for', 'while', 'try', 'except'],
  except: ['try', 'except'],
  finally: ['try', 'except', 'else'],
};
/** Nothing in the same block is reached behind them. */
const LAST_OF_BLOCK = new Set(['return', 'raise', 'break', 'continue', 'pass']);
const KEYWORD_OPERATORS = new Set(
  'and or not in is lambda if else for await yield from import as return raise del global nonlocal assert while with elif except def class async print exec'.split(
    ' ',
  ),
);
/** Characters that `=` may follow within one operator. */
const BEFORE_EQUALS = new Set([...'=!<>+-*/%&|^@:']);
const SIGNS = new Set(['-', '+', '*', '**', '~']);

/** Lines of code with the tokens' positions. Every token stands in exactly one piece, in order. */
export function layoutPython(tokens: readonly string[]): readonly CodeLine[] {
  return new Layout(tokens).lines();
}

/** The lines as text. */
export function codeText(lines: readonly CodeLine[]): string {
  return lines.map(({ indent, pieces }) => INDENT.repeat(indent) + pieces.map(pieceText).join('')).join('\n');
}

/** A piece with the space before it. */
export function pieceText({ spaced, text }: CodePiece): string {
  return spaced ? ` ${text}` : text;
}

class Layout {
  private readonly done: CodeLine[] = [];
  private line: CodePiece[] = [];
  /** Open blocks by the keyword that opened them, outermost first. */
  private blocks: string[] = [];
  /** Of the line at work. */
  private indent = 0;
  /** Open brackets. */
  private brackets: string[] = [];
  private ternaries = 0;
  private lambdas = 0;
  /** The last line opened a block. */
  private isBlockNew = false;
  /** The last line ended its block. */
  private isBlockOver = false;
  private readonly inString: readonly boolean[];

  constructor(private readonly tokens: readonly string[]) {
    this.inString = continuedStrings(tokens);
  }

  lines(): readonly CodeLine[] {
    this.tokens.forEach((token, position) => {
      if (this.line.length > 0 && this.startsStatement(token, position)) this.endLine();
      if (this.line.length === 0) this.startLine(token);
      this.line.push({ token: position, text: token, spaced: this.isSpaced(token, position) });
      this.follow(token, position);
    });
    this.endLine();
    return this.done;
  }

  private startsStatement(token: string, position: number): boolean {
    if (this.inString[position]) return false;
    const [first] = this.line;
    const before = this.tokens[position - 1];
    if (before === 'async') return false;
    if (STATEMENTS.has(token) && before !== '.') return true;
    if (this.brackets.length > 0 || before === '.') return false;
    if (token === '@' || token === '#') return this.isOperand(position - 1) && token === '#';
    if (token === 'import') return first.text !== 'from';
    if (token === 'from') return first.text !== 'raise' && before !== 'yield';
    if (token === 'for') return true;
    if (token === 'if') return !(this.isOperand(position - 1) && this.isTernary(position));
    if (token === 'else') return this.ternaries === 0;
    if (token === 'yield') return this.isOperand(position - 1);
    return this.isOperand(position - 1) && this.startsOperand(position);
  }

  private startLine(token: string): void {
    const takes = CLAUSES[token];
    const opener = takes ? this.blocks.findLastIndex((block) => takes.includes(block)) : -1;
    if (opener >= 0) this.blocks = this.blocks.slice(0, opener);
    else if (this.isBlockOver && (this.blocks.length > 1 || token === 'def' || token === 'class'))
      this.blocks.pop();
    // A loop that always returns would be none.
    if (token === 'return' && !this.isBlockNew) while (LOOPS.has(this.blocks.at(-1)!)) this.blocks.pop();
    this.isBlockOver = false;
    this.isBlockNew = false;
    this.indent = this.blocks.length;
  }

  private endLine(): void {
    if (this.line.length === 0) return;
    this.done.push({ indent: this.indent, pieces: this.line });
    this.isBlockOver = LAST_OF_BLOCK.has(this.line[0].text);
    this.line = [];
    this.brackets = [];
    this.ternaries = 0;
    this.lambdas = 0;
  }

  /** Keeps count of what is open behind a token, and ends the line of a block's head. */
  private follow(token: string, position: number): void {
    if (this.inString[position]) return;
    if (OPENING.has(token)) this.brackets.push(token);
    else if (CLOSING.has(token)) this.brackets.pop();
    else if (this.brackets.length === 0) this.followStatement(token);
  }

  private followStatement(token: string): void {
    if (token === 'lambda') this.lambdas++;
    else if (token === 'if' && this.line.length > 1) this.ternaries++;
    else if (token === 'else' && this.ternaries > 0) this.ternaries--;
    else if (token === ':') this.colon();
  }

  private colon(): void {
    if (this.lambdas > 0) {
      this.lambdas--;
      return;
    }
    const [{ text }] = this.line;
    if (!BLOCKS.has(text)) return;
    this.endLine();
    this.blocks.push(text);
    this.isBlockOver = false;
    this.isBlockNew = true;
  }

  /** Whether an `if` behind an operand chooses between two values: its `else` comes before any colon or statement. */
  private isTernary(position: number): boolean {
    let depth = 0;
    for (let next = position + 1; next < this.tokens.length; next++) {
      const token = this.tokens[next];
      if (this.inString[next]) continue;
      if (OPENING.has(token)) depth++;
      else if (CLOSING.has(token)) depth--;
      if (depth < 0) return false;
      if (depth > 0) continue;
      if (token === 'else') return this.tokens[next + 1] !== ':';
      if (token === ':' || STATEMENTS.has(token)) return false;
    }
    return false;
  }

  private isOperand(position: number): boolean {
    const token = this.tokens[position];
    if (CLOSING.has(token) || this.inString[position]) return true;
    return /[\p{L}\p{N}_'"]$|^<UNK>$/u.test(token) && !KEYWORD_OPERATORS.has(token);
  }

  private startsOperand(position: number): boolean {
    const token = this.tokens[position];
    const isString = /^\w{0,2}['"]/.test(token);
    // Strings behind each other are one string.
    if (isString) return !/['"]$/.test(this.tokens[position - 1]);
    return /^[\p{L}\p{N}_]|^<UNK>$/u.test(token) && !KEYWORD_OPERATORS.has(token);
  }

  private isSpaced(token: string, position: number): boolean {
    const { line } = this;
    if (line.length === 0) return false;
    if (this.inString[position]) return true;
    const before = line[line.length - 1].text;
    const bracket = this.brackets.at(-1);
    if (OPENING.has(before) || CLOSING.has(token) || token === ',' || token === ':') return false;
    if (before === '@' && line.length === 1) return false;
    if (token === '.' || before === '.') return before === 'from' || token === 'import';
    if (OPENING.has(token)) return !(this.isOperand(position - 1) && token !== '{');
    if (token === '=' && BEFORE_EQUALS.has(before)) return false;
    if (isPair(before, token)) return false;
    if (SIGNS.has(before) && this.isSign(position - 1)) return false;
    if (before === ':') return bracket !== '[';
    if (this.isNamedArgument(token, before, bracket, position)) return false;
    return true;
  }

  /** `name=value` between round brackets; `==` and its like are operators there, too. */
  private isNamedArgument(
    token: string,
    before: string,
    bracket: string | undefined,
    position: number,
  ): boolean {
    if (bracket !== '(') return false;
    const at = token === '=' ? position : before === '=' ? position - 1 : null;
    if (at === null) return false;
    return this.tokens[at + 1] !== '=' && !BEFORE_EQUALS.has(this.tokens[at - 1]) && this.isOperand(at - 1);
  }

  /** Whether the operator at a position has nothing to its left. */
  private isSign(position: number): boolean {
    const first = isPair(this.tokens[position - 1], this.tokens[position]) ? position - 2 : position - 1;
    return first < this.line[0].token || !this.isOperand(first);
  }
}

/** Two tokens that make one operator. */
function isPair(first: string | undefined, second: string): boolean {
  return (
    (first === '*' && second === '*') ||
    (first === '/' && second === '/') ||
    (first === '-' && second === '>') ||
    (first === '!' && second === '=')
  );
}

/** Which tokens go on with a string that an earlier token opened. A quote that is never closed opens none. */
function continuedStrings(tokens: readonly string[]): boolean[] {
  const continued = tokens.map(() => false);
  for (let position = 0; position < tokens.length; position++) {
    const quote = openQuote(tokens[position]);
    if (quote === null) continue;
    const end = tokens.findIndex((token, index) => index > position && token.includes(quote));
    if (end < 0) continue;
    continued.fill(true, position + 1, end + 1);
    position = end;
  }
  return continued;
}

/** The quote that a token leaves open; null for none. */
function openQuote(token: string): string | null {
  const start = /^[a-z]{0,2}("""|'''|"|')/.exec(token);
  if (!start) return null;
  const rest = token.slice(start[0].length);
  return rest.includes(start[1]) ? null : start[1];
}
