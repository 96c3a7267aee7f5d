/** Groups of the help page, in its order. */
export const HELP_GROUPS = [
  'Metrics',
  'Errors',
  'Certainty',
  'Training',
  'Attention',
  'Decoding',
  'Model',
  'Data',
  'Library',
] as const;

export type HelpGroup = (typeof HELP_GROUPS)[number];

/** A work that defines the term. */
export interface HelpSource {
  readonly text: string;
  readonly url: string;
}

/** What a term means, the same words wherever a view explains it. `Back quotes` set off names and values. */
export interface HelpEntry {
  readonly title: string;
  readonly group: HelpGroup;
  /** One to three sentences: all that a hint beside the term shows. */
  readonly definition: string;
  /** In plain text, a line each. */
  readonly formula?: string;
  /** How to read it, and what to beware of. */
  readonly reading?: string;
  /** Other names under which it is looked for. */
  readonly alias?: string;
  readonly source?: HelpSource;
}

/** Keeps the names of a table of entries, while each is checked. */
export function helpEntries<Id extends string>(
  group: HelpGroup,
  entries: Readonly<Record<Id, Omit<HelpEntry, 'group'>>>,
): Readonly<Record<Id, HelpEntry>> {
  const grouped = Object.entries<Omit<HelpEntry, 'group'>>(entries).map(([id, entry]) => [
    id,
    { ...entry, group },
  ]);
  return Object.fromEntries(grouped) as Record<Id, HelpEntry>;
}
