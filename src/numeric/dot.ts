/**
 * Inner product of `length` values of `a` from `aFrom` on and of `b` from `bFrom` on. Four partial sums, because one would make
 * every addition wait for the one before. Here and in other inner loops each sum has a declaration of its own: taken from a list, as in
 * `let [a, b] = [0, 0]`, sums are boxed on the heap at every step.
 */
export function dot(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += a[aFrom + k] * b[bFrom + k];
    s1 += a[aFrom + k + 1] * b[bFrom + k + 1];
    s2 += a[aFrom + k + 2] * b[bFrom + k + 2];
    s3 += a[aFrom + k + 3] * b[bFrom + k + 3];
  }
  for (; k < length; k++) s0 += a[aFrom + k] * b[bFrom + k];
  return s0 + s1 + (s2 + s3);
}
