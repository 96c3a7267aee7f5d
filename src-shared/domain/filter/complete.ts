import { type Field, type FieldValue, fieldNamed } from './field';
import { type OPERATORS, type Token, tokensOf } from './tokens';

export interface Completion {
  /** What replaces the text from `from` to `to`. */
  readonly text: string;
  readonly detail: string;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

const MOST_OPTIONS = 50;
const WORDS = ['and', 'or', 'not'];
const OPERATOR_WORDS: Readonly<Record<(typeof OPERATORS)[number], string>> = {
  '=': 'equals',
  '!=': 'is not',
  '>=': 'at least',
  '<=': 'at most',
  '>': 'more than',
  '<': 'less than',
  ':': 'contains, or is',
  '~': 'matches the regular expression',
};
const OPERATORS_OF: Readonly<Record<Field<never>['kind'], readonly (typeof OPERATORS)[number][]>> = {
  number: ['>', '>=', '<', '<=', '=', '!='],
  duration: ['>', '>=', '<', '<='],
  moment: ['>', '>=', '<', '<=', '='],
  boolean: ['=', '!='],
  choice: ['=', '!=', '~'],
  text: [':', '=', '!=', '~'],
  tags: [':', '!=', '~'],
};

/** A filter in which a completion is accepted, and where the cursor then stands. */
export function completeWith(
  filter: string,
  { from, to }: Pick<Completions, 'from' | 'to'>,
  text: string,
): { readonly text: string; readonly cursor: number } {
  const before = filter.slice(0, from);
  // `tags :final` would be two words.
  const inserted = text === ':' ? `${before.trimEnd()}:` : `${before}${text} `;
  return { text: inserted + filter.slice(to).trimStart(), cursor: inserted.length };
}

/** What can stand at a place of a filter: names of fields, operators, or the values that rows have. */
export function completionsAt<Row>(
  filter: string,
  cursor: number,
  fields: readonly Field<Row>[],
  rows: readonly Row[],
): Completions {
  const before = tokensOf(filter).filter(({ from }) => from < cursor);
  const last = before.at(-1);
  const typing = last !== undefined && last.to >= cursor ? last : undefined;
  const settled = typing ? before.slice(0, -1) : before;
  const previous = settled.at(-1);
  const place = { from: typing?.from ?? cursor, to: typing?.to ?? cursor };
  if (typing?.kind === 'operator') return valuesAfter({ from: cursor, to: cursor }, before.at(-2), '');
  if (previous?.kind === 'operator') return valuesAfter(place, settled.at(-2), typing?.text ?? '');
  const named = previous?.kind === 'word' && !typing ? fieldNamed(fields, previous.text) : undefined;
  if (named && !isValue(settled)) return { ...place, options: operatorsOf(named) };
  return { ...place, options: namesLike(typing?.text ?? '', fields, settled.length > 0) };

  function valuesAfter(
    where: { from: number; to: number },
    name: Token | undefined,
    typed: string,
  ): Completions {
    const field = name && fieldNamed(fields, name.text);
    return { ...where, options: field ? valuesLike(typed, field, rows) : [] };
  }
}

/** Whether the last token is the value of a condition. */
function isValue(tokens: readonly Token[]): boolean {
  return tokens.at(-2)?.kind === 'operator';
}

function operatorsOf<Row>({ kind }: Field<Row>): readonly Completion[] {
  return OPERATORS_OF[kind].map((operator) => ({ text: operator, detail: OPERATOR_WORDS[operator] }));
}

function namesLike<Row>(
  typed: string,
  fields: readonly Field<Row>[],
  afterCondition: boolean,
): readonly Completion[] {
  const wanted = typed.toLowerCase();
  const rank = ({ id, aliases = [], title }: Field<Row>) => {
    const names = [id, ...aliases].map((name) => name.toLowerCase());
    if (names.some((name) => name.startsWith(wanted))) return 0;
    if (names.some((name) => name.includes(wanted))) return 1;
    return title.toLowerCase().includes(wanted) ? 2 : 3;
  };
  const found = [0, 1, 2].flatMap((wantedRank) => fields.filter((field) => rank(field) === wantedRank));
  const words = afterCondition ? WORDS.filter((word) => word.startsWith(wanted)) : [];
  return [
    ...words.map((word) => ({ text: word, detail: '' })),
    ...found.map(({ id, title }) => ({ text: id, detail: title })),
  ].slice(0, MOST_OPTIONS);
}

function valuesLike<Row>(typed: string, field: Field<Row>, rows: readonly Row[]): readonly Completion[] {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const text of textsOf(field.value(row))) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const choice of field.choices ?? []) if (!counts.has(choice)) counts.set(choice, 0);
  const wanted = typed.toLowerCase();
  const listed = [...counts].filter(([text]) => text.toLowerCase().includes(wanted));
  const isFew = field.kind !== 'duration' && field.kind !== 'moment';
  return (isFew ? listed : [])
    .toSorted(([first, firstCount], [second, secondCount]) =>
      field.kind === 'number'
        ? Number(first) - Number(second)
        : secondCount - firstCount || first.localeCompare(second),
    )
    .slice(0, MOST_OPTIONS)
    .map(([text, count]) => ({ text: quoted(text), detail: `${count} of ${rows.length}` }));
}

function textsOf(value: FieldValue): readonly string[] {
  if (value === null || value === '') return ['none'];
  if (typeof value === 'boolean') return [value ? 'on' : 'off'];
  return typeof value === 'object' ? value : [String(value)];
}

/** As it must be written in a filter. */
export function quoted(text: string): string {
  if (!/[\s()"',]/.test(text)) return text;
  return text.includes('"') ? `'${text.replaceAll("'", '’')}'` : `"${text}"`;
}
