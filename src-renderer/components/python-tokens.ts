/** Python highlighting of model text: tokens joined by one space, which need not be valid Python. */
import { parser } from '@lezer/python';
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';

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
  const kinds = new Map<number, TokenKind>();
  highlightTree(parser.parse(text), pythonHighlighter, (from, to, kind) => {
    for (let position = from; position < to; position++) kinds.set(position, kind as TokenKind);
  });
  let start = 0;
  return text.split(' ').flatMap((token) => {
    const at = start;
    start += token.length + 1;
    if (token === '') return [];
    const kind = token === '<UNK>' ? 'unknown' : (kinds.get(at) ?? kindOfUntagged(token));
    return { text: token, kind };
  });
}

/** The grammar leaves colons without a tag. */
function kindOfUntagged(token: string): TokenKind {
  return /^[^\p{L}\p{N}_]+$/u.test(token) ? 'operator' : 'plain';
}
