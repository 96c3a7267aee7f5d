import { RE2JS } from 're2js';
import { type Field, type FieldValue, isNone } from './field';
import type { Operator } from './tokens';
import { booleanOf, numberOf, secondsOf, timeSpanOf } from './values';

/** Whether a value is as a condition wants it. */
export type Test = (value: FieldValue) => boolean;

/** What is wrong with a condition, in words. */
export interface Refusal {
  readonly refused: string;
}

const ORDER: readonly Operator[] = ['>', '>=', '<', '<='];

/**
 * The test of `field operator value`. Several values are joined by commas and mean any of them; `none` is no value.
 * @param values as they were written
 */
export function conditionOf<Row>(
  field: Field<Row>,
  operator: Operator,
  values: readonly string[],
): Test | Refusal {
  if (values.length > 1 && ORDER.includes(operator))
    return { refused: `${operator} takes one value; several go with =, != and :` };
  const negated = operator === '!=';
  const tests: Test[] = [];
  for (const value of values) {
    const test = value.toLowerCase() === 'none' ? noneTest(operator) : testOf(field, operator, value);
    if ('refused' in test) return test;
    tests.push(test);
  }
  return negated
    ? (value) => tests.every((test) => !test(value))
    : (value) => tests.some((test) => test(value));
}

function noneTest(operator: Operator): Test | Refusal {
  return ORDER.includes(operator) || operator === '~'
    ? { refused: `none goes with = and !=` }
    : (value) => isNone(value);
}

/** `!=` has the test of `=`. */
function testOf<Row>(field: Field<Row>, operator: Operator, value: string): Test | Refusal {
  switch (field.kind) {
    case 'number':
      return numericTest(
        field,
        operator,
        value,
        numberOf(value, field.percent),
        'a number, such as 0.5 or 12k',
      );
    case 'duration':
      return numericTest(field, operator, value, secondsOf(value), 'a time span, such as 90s, 10min or 2h');
    case 'moment':
      return momentTest(operator, value);
    case 'boolean':
      return booleanTest(field, operator, value);
    case 'choice':
      return choiceTest(field, operator, value);
    default:
      return textTest(field, operator, value);
  }
}

function numericTest<Row>(
  { title }: Field<Row>,
  operator: Operator,
  written: string,
  wanted: number | null,
  what: string,
): Test | Refusal {
  if (operator === '~') return { refused: `~ is for text; ${title} is a number` };
  if (wanted === null) return { refused: `“${written}” is not ${what}` };
  const compare = comparison(operator);
  return (value) => typeof value === 'number' && compare(value, wanted, wanted);
}

function momentTest(operator: Operator, written: string): Test | Refusal {
  if (operator === '~') return { refused: '~ is for text; compare times with < and >' };
  const span = timeSpanOf(written);
  if (!span) return { refused: `“${written}” is not a day; write 2026-11-23, 2026-11 or today` };
  if (operator === '=' || operator === ':' || operator === '!=')
    return (value) => typeof value === 'string' && inside(Date.parse(value), span);
  const compare = comparison(operator);
  return (value) => typeof value === 'string' && compare(Date.parse(value), span.start, span.end - 1);
}

function inside(time: number, { start, end }: { start: number; end: number }): boolean {
  return time >= start && time < end;
}

/** Against an interval from `first` to `last`. */
function comparison(operator: Operator): (value: number, first: number, last: number) => boolean {
  switch (operator) {
    case '>':
      return (value, _first, last) => value > last;
    case '>=':
      return (value, first) => value >= first;
    case '<':
      return (value, first) => value < first;
    case '<=':
      return (value, _first, last) => value <= last;
    default:
      return (value, first) => value === first;
  }
}

function booleanTest<Row>({ title }: Field<Row>, operator: Operator, written: string): Test | Refusal {
  if (ORDER.includes(operator) || operator === '~')
    return { refused: `${title} is on or off; ask with = or :` };
  const wanted = booleanOf(written);
  return wanted === null
    ? { refused: `“${written}” is neither on nor off` }
    : (value) => value !== null && value === wanted;
}

function choiceTest<Row>(field: Field<Row>, operator: Operator, written: string): Test | Refusal {
  if (ORDER.includes(operator)) return { refused: `${field.title} has no order; ask with =, != or ~` };
  if (operator === '~') return textTest(field, operator, written);
  const wanted = written.toLowerCase();
  if (field.choices && !field.choices.some((choice) => choice.toLowerCase() === wanted))
    return { refused: `${field.title} is never “${written}”, but one of ${field.choices.join(', ')}` };
  return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
}

/** Tags are tested one by one. */
function textTest<Row>({ kind, title }: Field<Row>, operator: Operator, written: string): Test | Refusal {
  if (ORDER.includes(operator)) return { refused: `${title} is text; ask with =, !=, : or ~` };
  const test = singleTextTest(kind === 'tags' && operator === ':' ? '=' : operator, written);
  if (typeof test !== 'function') return test;
  return (value) =>
    Array.isArray(value) ? value.some(test) : typeof value === 'string' ? test(value) : false;
}

function singleTextTest(operator: Operator, written: string): ((text: string) => boolean) | Refusal {
  const wanted = written.toLowerCase();
  if (operator === ':') return (text) => text.toLowerCase().includes(wanted);
  if (operator !== '~') return (text) => text.toLowerCase() === wanted;
  try {
    // RE2 takes time in proportion to the text, whatever is written: a filter runs while somebody types, or from a link.
    const pattern = RE2JS.compile(written, RE2JS.CASE_INSENSITIVE);
    return (text) => pattern.matcher(text).find();
  } catch {
    return { refused: `“${written}” is not a regular expression (RE2)` };
  }
}
