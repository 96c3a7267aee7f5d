/** What filters ask about. A value of null is not known. */
export type FieldValue = string | number | boolean | readonly string[] | null;

/**
 * What a field's values are: free text, one of few words, words of a person's own, numbers, seconds, ISO times, yes or no.
 */
export type FieldKind = 'text' | 'choice' | 'tags' | 'number' | 'duration' | 'moment' | 'boolean';

/** Something of a row that a filter can name. */
export interface Field<Row> {
  /** What filters call it; upper and lower case are the same. */
  readonly id: string;
  /** Other words for it. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly kind: FieldKind;
  /** Values of numbers are percents: `40%` is 40 of them, and 0.4 of any other number. */
  readonly percent?: boolean;
  /** All values of a choice. */
  readonly choices?: readonly string[];
  /** Whether plain words are looked for in it. */
  readonly searched?: boolean;
  readonly value: (row: Row) => FieldValue;
}

/** The field of a name or alias. */
export function fieldNamed<Named extends Pick<Field<never>, 'id' | 'aliases'>>(
  fields: readonly Named[],
  name: string,
): Named | undefined {
  const wanted = name.toLowerCase();
  return (
    fields.find(({ id }) => id.toLowerCase() === wanted) ??
    fields.find(({ aliases }) => aliases?.some((alias) => alias.toLowerCase() === wanted))
  );
}

/** Whether a value is none: not known, no text, no tags. */
export function isNone(value: FieldValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
