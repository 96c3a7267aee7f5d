/**
 * Sums of row-major matrices. They accumulate in double precision: WebAssembly's own kernel adds millions of numbers
 * in one float32 and loses digits of gradient norms.
 */

/** Adds all rows into `sums` `[columns]`. */
export function sumRows(sums: Float32Array, a: Float32Array): void {
  const columns = sums.length;
  const totals = new Float64Array(columns);
  for (let start = 0; start < a.length; start += columns)
    for (let column = 0; column < columns; column++) totals[column] += a[start + column];
  sums.set(totals);
}

/** The sum of each row into `sums` `[rows]`. */
export function sumColumns(sums: Float32Array, a: Float32Array): void {
  const columns = a.length / sums.length;
  for (let row = 0; row < sums.length; row++) {
    let total = 0;
    for (let index = row * columns; index < (row + 1) * columns; index++) total += a[index];
    sums[row] = total;
  }
}

export function sumAll(a: Float32Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += a[index];
  return total;
}

export function sumOfSquares(a: Float32Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += a[index] * a[index];
  return total;
}
