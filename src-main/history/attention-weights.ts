/** Weights are kept in steps of 1/255: finer than any heatmap shows, in one byte each. */
const STEPS = 255;

/** Rows of attention weights, each from 0 to 1, one after another. */
export function encodeWeights(rows: readonly (readonly number[])[]): Buffer {
  return Buffer.from(rows.flatMap((row) => row.map((weight) => Math.round(STEPS * weight))));
}

export function decodeWeights(bytes: Buffer, columns: number): number[][] {
  if (columns === 0) return [];
  return Array.from({ length: bytes.length / columns }, (_, row) =>
    Array.from(bytes.subarray(row * columns, (row + 1) * columns), (byte) => byte / STEPS),
  );
}
