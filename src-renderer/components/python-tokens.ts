/** Python highlighting of model text: tokens joined by one space, which need not be valid Python. */
import { parser } from '@lezer/python';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { type CodeLine, codeText, INDENT, pieceText } from '../../src-shared/format/python-layout';

export type TokenKind =
  'keyword' | 'name' | 'string' | 'number' | 'operator' | 'comment' | 'unknown' | 'plain';

export interface HighlightedToken {
  readonly text: string;
  readonly kind: TokenKind;
}

/** Classes of the parts of Python text; their colours are the theme's `--code-…`. */
export const pythonHighlighter = tagHighlighter([
  { tag: tags.keyword, class: 'keyword' },
  { tag: [tags.bool, tags.null, tags.self], class: 'keyword' },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.function(tags.variableName)],
    class: 'name',
  },
  { tag: [tags.className, tags.definition(tags.className)], class: 'name' },
  { tag: tags.string, class: 'string' },
  { tag: tags.number, class: 'number' },
  { tag: tags.comment, class: 'comment' },
  { tag: [tags.operator, tags.punctuation, tags.derefOperator, tags.bracket, tags.paren], class: 'operator' },
]);

/** The kind of every token of a text. A token takes the kind of its first highlighted character. */
export function highlightTokens(text: string): readonly HighlightedToken[] {
  const kinds = kindsByPosition(text);
  let start = 0;
  return text.split(' ').flatMap((token) => {
    const at = start;
    start += token.length + 1;
    if (token === '') return [];
    return { text: token, kind: kindOf(token, kinds.get(at)) };
  });
}

/** The kind of every token of code that is laid out, by the token's position. */
export function lineKinds(lines: readonly CodeLine[]): readonly TokenKind[] {
  const byPosition = kindsByPosition(codeText(lines));
  const kinds: TokenKind[] = [];
  let start = 0;
  for (const { indent, pieces } of lines) {
    start += indent * INDENT.length;
    for (const piece of pieces) {
      const { length } = pieceText(piece);
      kinds[piece.token] = kindOf(piece.text, byPosition.get(start + length - piece.text.length));
      start += length;
    }
    start += 1;
  }
  return kinds;
}

/** Texts that were parsed last, the newest at the end: while one types and edits, the same few are shown again and again. */
const parsed = new Map<string, ReadonlyMap<number, TokenKind>>();
const MOST_PARSED = 50;

function kindsByPosition(text: string): ReadonlyMap<number, TokenKind> {
  const known = parsed.get(text) ?? parse(text);
  parsed.delete(text);
  parsed.set(text, known);
  if (parsed.size > MOST_PARSED) parsed.delete(parsed.keys().next().value!);
  return known;
}

function parse(text: string): ReadonlyMap<number, TokenKind> {
  const kinds = new Map<number, TokenKind>();
  highlightTree(parser.parse(text), pythonHighlighter, (from, to, kind) => {
    for (let position = from; position < to; position++) kinds.set(position, kind as TokenKind);
  });
  return kinds;
}

function kindOf(token: string, found: TokenKind | undefined): TokenKind {
  return token === '<UNK>' ? 'unknown' : (found ?? kindOfUntagged(token));
}

/** The grammar leaves colons without a tag. */
function kindOfUntagged(token: string): TokenKind {
  return /^[^\p{L}\p{N}_]+$/u.test(token) ? 'operator' : 'plain';
}
