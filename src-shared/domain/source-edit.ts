/** Changes to single source tokens, to see what an answer depends on. They stand in links: `3:<UNK> 5: 7:list`. */

/** What stands at a position of the source instead; nothing, where the token is removed. */
export interface SourceEdit {
  /** In the source as encoded, `<SOS>` standing at 0. */
  readonly position: number;
  readonly text: string;
}

export const UNKNOWN_TOKEN = '<UNK>';

/** Removed tokens have no text; spaces within a text are escaped, so that the edits can be told apart. */
export function formatEdits(edits: readonly SourceEdit[]): string {
  return edits.map(({ position, text }) => `${position}:${encodeURIComponent(text)}`).join(' ');
}

/** Reads `formatEdits` back, by their positions; what cannot be read is left out. */
export function parseEdits(text: string): SourceEdit[] {
  const edits = text.split(' ').flatMap((part): SourceEdit[] => {
    const match = /^(\d+):(.*)$/.exec(part);
    const replacement = match && decoded(match[2]);
    return match && replacement !== null ? [{ position: Number(match[1]), text: replacement }] : [];
  });
  return edits.reduce<SourceEdit[]>(withEdit, []);
}

/** The edits with one more, in place of an earlier one of its position. */
export function withEdit(edits: readonly SourceEdit[], edit: SourceEdit): SourceEdit[] {
  return [...withoutEdit(edits, edit.position), edit].sort(
    (first, second) => first.position - second.position,
  );
}

export function withoutEdit(edits: readonly SourceEdit[], position: number): SourceEdit[] {
  return edits.filter((edit) => edit.position !== position);
}

/** The text of a source, as encoded between `<SOS>` and `<EOS>`, after the edits. */
export function editedText(sourceTokens: readonly string[], edits: readonly SourceEdit[]): string {
  const texts = new Map(edits.map(({ position, text }) => [position, text]));
  return sourceTokens
    .map((token, position) => texts.get(position) ?? token)
    .slice(1, -1)
    .filter((token) => token !== '')
    .join(' ');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
