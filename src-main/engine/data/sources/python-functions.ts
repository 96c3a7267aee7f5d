import { parser } from '@lezer/python';
import type { SyntaxNode } from '@lezer/common';
import { evaluateStringLiteral, firstParagraph } from './python-docstring';

/** A function or method with a docstring. */
export interface PythonFunction {
  /** First paragraph, on one line. */
  readonly docstring: string;
  /** From `def` (or `async def`) to the body's end, indented as a function at the top of a file. */
  readonly code: string;
  readonly codeWithDocstring: string;
}

export interface ExtractedFunctions {
  /** In the order of the file. */
  readonly functions: readonly PythonFunction[];
  /** Reason of each function that was left out. */
  readonly skipped: readonly string[];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Finds the functions and methods with docstrings in a Python file. Line ends must be `\n`. */
export function extractFunctions(source: string): ExtractedFunctions {
  const functions: PythonFunction[] = [];
  const skipped: string[] = [];
  let enclosingFunctions = 0;
  parser.parse(source).iterate({
    enter(node) {
      if (node.name !== 'FunctionDefinition') return;
      const outcome =
        enclosingFunctions > 0 ? 'function inside another function' : readFunction(source, node.node);
      enclosingFunctions++;
      if (typeof outcome === 'string') skipped.push(outcome);
      else functions.push(outcome);
    },
    leave(node) {
      if (node.name === 'FunctionDefinition') enclosingFunctions--;
    },
  });
  return { functions, skipped };
}

/** The function, or why it is left out. */
function readFunction(source: string, definition: SyntaxNode): PythonFunction | string {
  const nameNode = definition.getChild('VariableName');
  const body = definition.getChild('Body');
  const strings = stringsUnlessBroken(definition);
  if (!nameNode || !body || !strings) return 'function with a syntax error';
  const name = source.slice(nameNode.from, nameNode.to);
  if (name.startsWith('test_')) return 'test function';
  if (name.startsWith('__') && name.endsWith('__')) return 'dunder method';

  const [first, ...others] = statementsOf(body);
  const docstring = first && docstringOf(source, first);
  if (!first || docstring === undefined || docstring === null) return 'function without a docstring';
  const paragraph = firstParagraph(docstring);
  if (paragraph === '') return 'function with an empty docstring';
  if (others.every(isPlaceholder)) return 'function without a body of its own';

  const whole = { from: definition.from, to: definition.to };
  const cut = docstringRange(source, first, others[0]!);
  return {
    docstring: paragraph,
    code: dedentedText(
      source,
      [
        { from: whole.from, to: cut.from },
        { from: cut.to, to: whole.to },
      ],
      strings,
    ),
    codeWithDocstring: dedentedText(source, [whole], strings),
  };
}

/** Ranges of the string literals inside a node; null if the node has a syntax error. */
function stringsUnlessBroken(definition: SyntaxNode): Range[] | null {
  const strings: Range[] = [];
  let broken = false;
  definition.cursor().iterate((node) => {
    if (node.type.isError) broken = true;
    if (node.name === 'String' || node.name === 'FormatString')
      strings.push({ from: node.from, to: node.to });
  });
  return broken ? null : strings;
}

/** Statements of a body, those that share a line by `;` one by one. */
function statementsOf(body: SyntaxNode): SyntaxNode[] {
  const statements: SyntaxNode[] = [];
  for (let child = body.firstChild; child; child = child.nextSibling) {
    if (child.name === 'StatementGroup') statements.push(...statementsOf(child));
    else if (child.name !== ':' && child.name !== ';' && child.name !== 'Comment') statements.push(child);
  }
  return statements;
}

function docstringOf(source: string, statement: SyntaxNode): string | null {
  const expression = statement.name === 'ExpressionStatement' ? statement.firstChild : null;
  if (expression?.name === 'String')
    return evaluateStringLiteral(source.slice(expression.from, expression.to));
  if (expression?.name !== 'ContinuedString') return null;
  const parts = expression.getChildren('String');
  const texts = parts.map((part) => evaluateStringLiteral(source.slice(part.from, part.to)));
  return expression.getChild('FormatString') || texts.includes(null) ? null : texts.join('');
}

function isPlaceholder(statement: SyntaxNode): boolean {
  return statement.name === 'PassStatement' || statement.firstChild?.name === 'Ellipsis';
}

/** What goes when the docstring goes: its whole lines, or up to the statement that follows on its line. */
function docstringRange(source: string, docstring: SyntaxNode, next: SyntaxNode): Range {
  const lineEnd = source.indexOf('\n', docstring.to);
  if (next.from < lineEnd || lineEnd < 0) return { from: docstring.from, to: next.from };
  const lineStart = startOfLine(source, docstring.from);
  const alone = source.slice(lineStart, docstring.from).trim() === '';
  return { from: alone ? lineStart : docstring.from, to: lineEnd + 1 };
}

/**
 * The text of the ranges with the indentation of the first line taken from all of them, except inside string literals,
 * where white space is part of the value.
 */
function dedentedText(source: string, ranges: readonly Range[], strings: readonly Range[]): string {
  const first = ranges[0]!.from;
  const indentation = source.slice(startOfLine(source, first), first);
  const depth = indentation.trim() === '' ? indentation.length : 0;
  const insideString = (position: number) =>
    strings.some((string) => string.from < position && position <= string.to);
  let text = '';
  for (const { from, to } of ranges)
    for (let start = from; start < to;) {
      const newline = source.indexOf('\n', start);
      const end = newline < 0 || newline >= to ? to : newline + 1;
      const atLineStart = start === startOfLine(source, start);
      const line = source.slice(start, end);
      text += atLineStart && !insideString(start) ? withoutIndentation(line, depth) : line;
      start = end;
    }
  return text.trimEnd();
}

function withoutIndentation(line: string, depth: number): string {
  let end = 0;
  while (end < depth && (line[end] === ' ' || line[end] === '\t')) end++;
  return line.slice(end);
}

function startOfLine(source: string, position: number): number {
  return position === 0 ? 0 : source.lastIndexOf('\n', position - 1) + 1;
}
