/**
 * The tokens that, written next, would make the last `order` tokens an n-gram that stands in `tokens` already (Paulus et al.
 * 2018, section 2.5). None where `order` is 0.
 */
export function repeatingTokens(tokens: ArrayLike<number>, order: number): ReadonlySet<number> {
  const repeating = new Set<number>();
  if (order < 1) return repeating;
  const suffix = tokens.length - (order - 1);
  for (let start = 0; start + order <= tokens.length; start++) {
    let matched = 0;
    while (matched < order - 1 && tokens[start + matched] === tokens[suffix + matched]) matched++;
    if (matched === order - 1) repeating.add(tokens[start + matched]);
  }
  return repeating;
}
