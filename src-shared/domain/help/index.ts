/** What every metric and every term means; any view shows these words. */
import { CERTAINTY_ENTRIES, ERROR_ENTRIES } from './errors';
import { DATA_ENTRIES, LIBRARY_ENTRIES, MODEL_ENTRIES } from './library';
import { pageLink } from '../routes';
import { METRIC_ENTRIES } from './metrics';
import { ATTENTION_ENTRIES, DECODING_ENTRIES, TRAINING_ENTRIES } from './training';

export { HELP_GROUPS, type HelpEntry, type HelpGroup, type HelpSource } from './entry';

/** By the name that links and views use. */
export const HELP_ENTRIES = {
  ...METRIC_ENTRIES,
  ...ERROR_ENTRIES,
  ...CERTAINTY_ENTRIES,
  ...TRAINING_ENTRIES,
  ...ATTENTION_ENTRIES,
  ...DECODING_ENTRIES,
  ...MODEL_ENTRIES,
  ...DATA_ENTRIES,
  ...LIBRARY_ENTRIES,
} as const;

export type HelpId = keyof typeof HELP_ENTRIES;

export const HELP_IDS = Object.keys(HELP_ENTRIES) as HelpId[];

/** The fragment of an entry on the help page. */
export function helpLink(id: HelpId): string {
  return pageLink('help', { term: id });
}

/** Ids of the entries that have all words of a text, those with the words in their title first. */
export function searchHelp(text: string): readonly HelpId[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (place: string) => words.every((word) => place.toLowerCase().includes(word));
  const found = HELP_IDS.filter((id) => has(searched(id)));
  return [...found.filter((id) => has(titles(id))), ...found.filter((id) => !has(titles(id)))];
}

function titles(id: HelpId): string {
  const { title, alias } = HELP_ENTRIES[id];
  return `${title} ${alias ?? ''}`;
}

function searched(id: HelpId): string {
  const { definition, reading } = HELP_ENTRIES[id];
  return `${titles(id)} ${definition} ${reading ?? ''}`;
}
