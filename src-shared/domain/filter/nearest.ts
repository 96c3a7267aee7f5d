/** Of some words the one that a person may have meant; null when none is near. Upper and lower case are the same. */
export function nearest(written: string, words: readonly string[]): string | null {
  const wanted = written.toLowerCase();
  const most = Math.min(3, Math.ceil(wanted.length / 3));
  let best: { word: string; distance: number } | null = null;
  for (const word of words) {
    const distance = editDistance(wanted, word.toLowerCase());
    if (distance <= most && (best === null || distance < best.distance)) best = { word, distance };
  }
  return best?.word ?? words.find((word) => word.toLowerCase().includes(wanted)) ?? null;
}

/** Levenshtein's distance: letters to be changed, added or taken away. */
function editDistance(first: string, second: string): number {
  let previous = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (let row = 1; row <= first.length; row++) {
    const current = [row];
    for (let column = 1; column <= second.length; column++)
      current.push(
        Math.min(
          previous[column] + 1,
          current[column - 1] + 1,
          previous[column - 1] + (first[row - 1] === second[column - 1] ? 0 : 1),
        ),
      );
    previous = current;
  }
  return previous[second.length];
}
