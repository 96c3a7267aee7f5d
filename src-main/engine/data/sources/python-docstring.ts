import { foldWhiteSpace } from '../../../../src-shared/format/tokenizer';

const LITERAL = /^([A-Za-z]*)('''|"""|'|")/;
const ESCAPE = /\\(\r?\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])/g;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The text that a Python string literal stands for; null for bytes and formatted strings, which are no docstrings. */
export function evaluateStringLiteral(literal: string): string | null {
  const match = LITERAL.exec(literal);
  if (!match) return null;
  const [opening, prefix, quote] = match as unknown as [string, string, string];
  if (/[bft]/i.test(prefix)) return null;
  const content = literal.slice(opening.length, literal.length - quote.length);
  return /r/i.test(prefix)
    ? content
    : content.replace(ESCAPE, (whole, escape: string) => unescape(whole, escape));
}

function unescape(whole: string, escape: string): string {
  if (escape.endsWith('\n')) return '';
  if (/^[xuU]./.test(escape)) {
    const codePoint = Number.parseInt(escape.slice(1), 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
  }
  if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
  // Python leaves unknown escapes as they are; so are named characters (`\N{...}`) left.
  return SIMPLE_ESCAPES[escape] ?? whole;
}

/** The docstring's first paragraph on one line. */
export function firstParagraph(docstring: string): string {
  const [paragraph = ''] = docstring.trim().split(/\r?\n[^\S\n]*\r?\n/, 1);
  return foldWhiteSpace(paragraph);
}
