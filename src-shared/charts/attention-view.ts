/** Attention weights of one generated text, as every chart of them takes them. */

export interface AttentionView {
  /** Columns. */
  readonly sourceTokens: readonly string[];
  /** Rows; with `<EOS>` when it was produced. */
  readonly generatedTokens: readonly string[];
  /** Weights `[generated][source]`; each row sums to 1. */
  readonly weights: readonly (readonly number[])[];
}

/** The chart in words: where each generated token looks most. */
export function attentionSummary({ sourceTokens, generatedTokens, weights }: AttentionView): string {
  const sentences = weights.map((row, target) => {
    const strongest = row.indexOf(Math.max(...row));
    return `${generatedTokens[target]} attends most to ${sourceTokens[strongest]} (${row[strongest].toFixed(2)})`;
  });
  return `${generatedTokens.length} generated tokens over ${sourceTokens.length} source tokens. ${sentences.join('; ')}.`;
}
