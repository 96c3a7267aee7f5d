import { itemUnless, type VerifiedItem } from '../../../src-shared/domain/verification';
import { type PagePart, partMarker } from './page';

/** Characters that are shown around a difference. */
const BEFORE = 24;
const AFTER = 36;

/** Each part of a page, as it should be, with where the text has something else. */
export function compareParts(text: string, parts: readonly PagePart[]): VerifiedItem[] {
  const starts = partStarts(text, parts);
  return parts.map(({ name, text: expected }, place) => {
    const start = starts[place];
    if (start === null) return itemUnless(name, 'it is missing from the page');
    const next = starts.slice(place + 1).find((other) => other !== null) ?? text.length;
    const found = text.slice(start, next);
    return itemUnless(name, found === expected ? null : describe(text, start, found, expected));
  });
}

/** Where each part begins, one after another; null where its marker is gone. */
function partStarts(text: string, parts: readonly PagePart[]): (number | null)[] {
  let from = 0;
  return parts.map(({ name }, place) => {
    if (place === 0) return 0;
    const start = text.indexOf(partMarker(name), from);
    if (start < 0) return null;
    from = start + 1;
    return start;
  });
}

function describe(text: string, start: number, found: string, expected: string): string {
  const at = firstDifference(found, expected);
  const line = text.slice(0, start + at).split('\n').length;
  return `line ${line} has ${excerpt(found, at)} where the embedded data give ${excerpt(expected, at)}`;
}

function firstDifference(found: string, expected: string): number {
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at++;
  return at;
}

/** What stands around a place, in one line. */
function excerpt(text: string, at: number): string {
  const shown = text.slice(Math.max(0, at - BEFORE), at + AFTER).replace(/\s+/g, ' ');
  return shown === '' ? 'nothing' : `“${shown}”`;
}
