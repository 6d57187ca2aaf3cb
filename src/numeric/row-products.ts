/**
 * Inner products of every row of `a` with every row of `b`, both row-major with rows of `length`: row-major, as many rows as `a`
 * and columns as `b`. Four rows are read against two at a time, because such a product is bound by reading memory, not by
 * arithmetic.
 */
export function rowProducts(a: Float64Array, b: Float64Array, length: number): Float64Array {
  return blockwise(a, b, length, () => b.length);
}

/** Inner products of all pairs of rows of `a`: the lower triangle of `rowProducts(a, a, length)`, the upper triangle is 0. */
export function gramOfRows(a: Float64Array, length: number): Float64Array {
  return blockwise(a, a, length, (row) => row + 1);
}

/** In row i only the columns below `columnsOf(i)`, which rises with i. */
function blockwise(a: Float64Array, b: Float64Array, length: number, columnsOf: (row: number) => number): Float64Array {
  const rows = a.length / length;
  const columns = b.length / length;
  const products = new Float64Array(rows * columns);
  const sums = new Float64Array(8);
  for (let i = 0; i < rows; i += 4) {
    for (let j = 0; j < Math.min(columnsOf(i + 3), columns); j += 2) {
      blockProducts(a, i, b, j, length, sums);
      for (let k = 0; k < 8; k++) {
        const row = i + (k >> 1);
        const column = j + (k & 1);
        if (row < rows && column < Math.min(columnsOf(row), columns)) products[row * columns + column] = sums[k];
      }
    }
  }
  return products;
}

/** Rows i to i + 3 of `a` times rows j and j + 1 of `b`. Beyond the last row, it is read again and its products are not used. */
function blockProducts(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  length: number,
  sums: Float64Array,
): void {
  const lastA = a.length - length;
  const lastB = b.length - length;
  const i0 = i * length;
  const i1 = Math.min(i0 + length, lastA);
  const i2 = Math.min(i1 + length, lastA);
  const i3 = Math.min(i2 + length, lastA);
  const j0 = j * length;
  const j1 = Math.min(j0 + length, lastB);
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = 0; k < length; k++) {
    const left = b[j0 + k];
    const right = b[j1 + k];
    const first = a[i0 + k];
    const second = a[i1 + k];
    const third = a[i2 + k];
    const fourth = a[i3 + k];
    s00 += first * left;
    s01 += first * right;
    s10 += second * left;
    s11 += second * right;
    s20 += third * left;
    s21 += third * right;
    s30 += fourth * left;
    s31 += fourth * right;
  }
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s10;
  sums[3] = s11;
  sums[4] = s20;
  sums[5] = s21;
  sums[6] = s30;
  sums[7] = s31;
}

/** The `rows` x `columns` matrix with rows and columns exchanged. */
export function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[j * rows + i] = matrix[i * columns + j];
  return result;
}
