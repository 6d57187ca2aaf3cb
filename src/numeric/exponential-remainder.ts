// Above this the plain form loses less than three bits; below it the series needs the terms up to z^16.
const SERIES_REACH = 0.5;

const INVERSE_FACTORIALS: readonly number[] = inverseFactorials(16);

function inverseFactorials(last: number): number[] {
  const values = [1];
  for (let k = 1; k <= last; k++) values.push(values[k - 1] / k);
  return values;
}

const [, , F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12, F13, F14, F15, F16] = INVERSE_FACTORIALS;

/**
 * e^-z - 1 + z, which is about z²/2 for small z, without the cancellation of the plain form: relative error below 1e-15 for
 * any finite z. Always 0 or more.
 */
export function exponentialRemainder(z: number): number {
  if (!(Math.abs(z) < SERIES_REACH)) return Math.exp(-z) - 1 + z;
  const square = z * z;
  // Even and odd powers apart: two short chains of additions instead of a long one.
  const even =
    F2 +
    square * (F4 + square * (F6 + square * (F8 + square * (F10 + square * (F12 + square * (F14 + square * F16))))));
  const odd = F3 + square * (F5 + square * (F7 + square * (F9 + square * (F11 + square * (F13 + square * F15)))));
  return square * (even - z * odd);
}
