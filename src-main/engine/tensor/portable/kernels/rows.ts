/**
 * Adds row i of `a` to row `targets[i]` of `sums` `[rows, columns]`, which starts at zero. Rows meant for `dropped` are left out.
 * @throws RangeError for a target outside the result.
 */
export function scatterAddRows(
  sums: Float32Array,
  a: Float32Array,
  targets: Int32Array,
  columns: number,
  dropped: number | null = null,
): void {
  const rows = sums.length / columns;
  targets.forEach((target, row) => {
    if (target === dropped) return;
    if (target < 0 || target >= rows) throw new RangeError(`Row ${target} is outside [0, ${rows})`);
    for (let column = 0; column < columns; column++)
      sums[target * columns + column] += a[row * columns + column];
  });
}

/** Copies columns `[first, first + count)` of `a` `[rows, width]`. */
export function copyColumns(
  columns: Float32Array,
  a: Float32Array,
  first: number,
  count: number,
  width: number,
): void {
  for (let to = 0, from = first; to < columns.length; to += count, from += width)
    columns.set(a.subarray(from, from + count), to);
}

/** `elements[i] = a[row of i, columns[i]]`, with as many elements from each row. */
export function gatherElements(
  elements: Float32Array,
  a: Float32Array,
  columns: Int32Array,
  rows: number,
): void {
  const perRow = columns.length / rows;
  const width = a.length / rows;
  columns.forEach((column, index) => (elements[index] = a[Math.floor(index / perRow) * width + column]));
}

/** Columns of the `k` largest values of each row, falling; of equal values the lower column comes first. `[rows, k]`. */
export function largestColumns(a: Float32Array, rows: number, k: number): Int32Array {
  const width = a.length / rows;
  const largest = new Int32Array(rows * k);
  for (let row = 0; row < rows; row++) {
    const values = a.subarray(row * width, (row + 1) * width);
    const best = largest.subarray(row * k, (row + 1) * k);
    let found = 0;
    for (let column = 0; column < width; column++) {
      const value = values[column];
      if (found === k && !(value > values[best[k - 1]])) continue;
      // Insertion from the end: passes smaller values only, so equal ones stay in order of their columns.
      let place = found < k ? found++ : k - 1;
      for (; place > 0 && value > values[best[place - 1]]; place--) best[place] = best[place - 1];
      best[place] = column;
    }
  }
  return largest;
}
