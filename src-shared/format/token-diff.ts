/** What turns one list of tokens into another. */

export type TokenChange = 'same' | 'missing' | 'extra';

export interface DiffToken {
  readonly text: string;
  /** `missing` stands in the first list only, `extra` in the second only. */
  readonly change: TokenChange;
  /** Place in the second list; null for what is missing there. */
  readonly place: number | null;
}

/** A shortest edit by longest common subsequence; where both lists go on differently, what is missing comes first. */
export function diffTokens(first: readonly string[], second: readonly string[]): readonly DiffToken[] {
  const start = commonStart(first, second);
  const common = commonLengths(first, second, start);
  const width = second.length - start + 1;
  const result: DiffToken[] = second.slice(0, start).map((text, place) => ({ text, change: 'same', place }));
  let [one, other] = [start, start];
  while (one < first.length || other < second.length) {
    if (one < first.length && other < second.length && first[one] === second[other]) {
      result.push({ text: second[other], change: 'same', place: other });
      one += 1;
      other += 1;
      continue;
    }
    const cell = (one - start) * width + (other - start);
    const isMissing =
      other === second.length || (one < first.length && common[cell + width] >= common[cell + 1]);
    if (isMissing) result.push({ text: first[one++], change: 'missing', place: null });
    else result.push({ text: second[other], change: 'extra', place: other++ });
  }
  return result;
}

function commonStart(first: readonly string[], second: readonly string[]): number {
  const shorter = Math.min(first.length, second.length);
  for (let place = 0; place < shorter; place++) if (first[place] !== second[place]) return place;
  return shorter;
}

/** `[one][other]`: length of the longest common subsequence of what follows, row after row. */
function commonLengths(first: readonly string[], second: readonly string[], start: number): Uint32Array {
  const width = second.length - start + 1;
  const lengths = new Uint32Array((first.length - start + 1) * width);
  for (let one = first.length - 1; one >= start; one--)
    for (let other = second.length - 1; other >= start; other--) {
      const cell = (one - start) * width + (other - start);
      lengths[cell] =
        first[one] === second[other]
          ? lengths[cell + width + 1] + 1
          : Math.max(lengths[cell + width], lengths[cell + 1]);
    }
  return lengths;
}
