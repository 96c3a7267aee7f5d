/** Markup that is safe to write into a page as it stands. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template takes: markup as it stands, texts escaped, nothing for null, lists one after another. */
export type Content = Markup | string | number | null | readonly Content[];

/** A template whose values are escaped, unless they are markup themselves. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    pieces.reduce((text, piece, index) => `${text}${contentText(values[index - 1])}${piece}`),
  );
}

function contentText(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return content.map(contentText).join('');
  return escapeHtml(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A text as HTML has it, in elements and quoted attributes alike. Half a surrogate pair cannot be written to a file, and
 * parsers replace control characters, so that a replacement character stands for either.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** JSON for an element whose text is not parsed as markup: nothing in it can end that element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
