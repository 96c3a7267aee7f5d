export type TokenKind = 'word' | 'text' | 'operator' | 'open' | 'close';

export interface Token {
  readonly kind: TokenKind;
  /** Without quotes. */
  readonly text: string;
  /** Where it stands in the filter. */
  readonly from: number;
  readonly to: number;
  /** A quoted text that does not end. */
  readonly unclosed: boolean;
}

export const OPERATORS = ['=', '!=', '>=', '<=', '>', '<', ':', '~'] as const;
export type Operator = (typeof OPERATORS)[number];

const SPACE = /\s+/y;
const OPERATOR = /!=|>=|<=|==|[=<>:~≥≤≠]/y;
const NAME = /[^\s()"'=!<>:~≥≤≠]+/y;
/** After an operator also times and paths are one word. */
const VALUE = /[^\s()"']+/y;
const QUOTED = /"([^"]*)("?)|'([^']*)('?)/y;

const SPELLINGS: Readonly<Record<string, Operator>> = { '==': '=', '≥': '>=', '≤': '<=', '≠': '!=' };

/** The parts of a filter. Whatever a person types has tokens; what is wrong with them is found later. */
export function tokensOf(filter: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(filter);
    if (match) position = pattern.lastIndex;
    return match;
  };
  while (position < filter.length) {
    if (take(SPACE)) continue;
    const from = position;
    const add = (kind: TokenKind, text: string, unclosed = false) =>
      tokens.push({ kind, text, from, to: position, unclosed });
    const afterOperator = tokens.at(-1)?.kind === 'operator';
    const quoted = take(QUOTED);
    if (quoted) {
      add('text', quoted[1] ?? quoted[3], !(quoted[2] || quoted[4]));
      continue;
    }
    const bracket = take(/[()]/y);
    if (bracket) {
      add(bracket[0] === '(' ? 'open' : 'close', bracket[0]);
      continue;
    }
    const operator = afterOperator ? null : take(OPERATOR);
    if (operator) {
      add('operator', SPELLINGS[operator[0]] ?? operator[0]);
      continue;
    }
    const word = take(afterOperator ? VALUE : NAME);
    if (word) add('word', word[0]);
    else position += 1;
  }
  return tokens;
}
