/** Operations on consecutive groups of rows; `starts` holds the first row of each group and the end of the last. */

/** `sums` `[segments, columns]` starts at zero. */
export function sumSegments(sums: Float32Array, a: Float32Array, starts: Int32Array, columns: number): void {
  for (let segment = 0; segment < starts.length - 1; segment++) {
    const target = segment * columns;
    for (let row = starts[segment]; row < starts[segment + 1]; row++)
      for (let column = 0; column < columns; column++) sums[target + column] += a[row * columns + column];
  }
}

export function spreadSegments(
  rows: Float32Array,
  a: Float32Array,
  starts: Int32Array,
  columns: number,
): void {
  for (let segment = 0; segment < starts.length - 1; segment++) {
    const source = a.subarray(segment * columns, (segment + 1) * columns);
    for (let row = starts[segment]; row < starts[segment + 1]; row++) rows.set(source, row * columns);
  }
}
