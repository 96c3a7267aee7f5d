/** Finding names by some of their letters, as a palette does: `nst` finds “New study”. */

export interface FuzzyMatch {
  /** Higher is better. */
  readonly score: number;
  /** Of the letters that were found. */
  readonly positions: readonly number[];
}

const AT_WORD_START = 8;
const IN_A_ROW = 5;
/** Letters that are passed over cost a little, so that shorter names come first. */
const PER_GAP = 0.2;

/** How well a name matches what was typed; null when its letters do not occur in that order. Case and blanks do not count. */
export function fuzzyMatch(typed: string, name: string): FuzzyMatch | null {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  if (wanted === '') return { score: 0, positions: [] };
  const text = name.toLowerCase();
  const whole = text.indexOf(typed.trim().toLowerCase());
  if (whole >= 0) return wholeMatch(typed.trim().length, text, whole);
  return lettersMatch(wanted, text);
}

/** What was typed stands in the name as it is: better than any scattered letters. */
function wholeMatch(length: number, text: string, start: number): FuzzyMatch {
  const bonus = isWordStart(text, start) ? AT_WORD_START : 0;
  const score = length * (IN_A_ROW + AT_WORD_START) + bonus - PER_GAP * (text.length - length);
  return { score, positions: Array.from({ length }, (_, offset) => start + offset) };
}

function lettersMatch(wanted: string, text: string): FuzzyMatch | null {
  const positions: number[] = [];
  let score = 0;
  for (const letter of wanted) {
    const from = (positions.at(-1) ?? -1) + 1;
    const found = nextPosition(text, letter, from);
    if (found < 0) return null;
    if (isWordStart(text, found)) score += AT_WORD_START;
    else if (positions.length > 0 && found === from) score += IN_A_ROW;
    score -= PER_GAP * (found - from);
    positions.push(found);
  }
  return { score: score - PER_GAP * (text.length - wanted.length), positions };
}

/** The next letter right here, else the next that begins a word, else the next at all. */
function nextPosition(text: string, letter: string, from: number): number {
  const next = text.indexOf(letter, from);
  if (next <= from) return next;
  for (let position = next; position >= 0; position = text.indexOf(letter, position + 1))
    if (isWordStart(text, position)) return position;
  return next;
}

function isWordStart(text: string, position: number): boolean {
  return position === 0 || !/[\p{L}\p{N}]/u.test(text[position - 1]);
}
