import { readFileSync, writeFileSync } from 'node:fs';
import { UserError } from '../../src-shared/domain/errors';
import { inCheckout } from '../checkout';

const DOCUMENT = ['docs', 'performance.md'] as const;

/** A part of the document that a command writes. */
export interface Section {
  /** The document has the part between `<!-- bench:NAME -->` and `<!-- end of bench:NAME -->`. */
  readonly name: string;
  readonly markdown: string;
}

/** Puts the sections into the document. */
export function writeDocument(sections: readonly Section[]): void {
  const file = inCheckout(...DOCUMENT);
  writeFileSync(file, withSections(readFileSync(file, 'utf8'), sections, DOCUMENT.join('/')));
}

/**
 * The text with what stands between the markers of each section replaced.
 * @throws UserError naming `origin` when a section has no place in it
 */
export function withSections(text: string, sections: readonly Section[], origin: string): string {
  return sections.reduce((before, { name, markdown }) => {
    const [start, end] = [`<!-- bench:${name} -->`, `<!-- end of bench:${name} -->`];
    const from = before.indexOf(start);
    const to = before.indexOf(end);
    if (from < 0 || to < from)
      throw new UserError(`${origin}: there is no place for ${name}; it needs the lines ${start} and ${end}`);
    return `${before.slice(0, from + start.length)}\n\n${markdown}\n\n${before.slice(to)}`;
  }, text);
}
