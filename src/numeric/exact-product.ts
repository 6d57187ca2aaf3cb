const SPLITTER = 2 ** 27 + 1;

/**
 * What rounding took from a product: x y - (x * y), exactly, for |x| and |y| between 1e-120 and 1e120.
 * Dekker, A floating-point technique for extending the available precision, Numerische Mathematik 18 (1971) 224-242.
 */
export function productError(x: number, y: number): number {
  const xHigh = highHalf(x);
  const yHigh = highHalf(y);
  const xLow = x - xHigh;
  const yLow = y - yHigh;
  return xHigh * yHigh - x * y + xHigh * yLow + xLow * yHigh + xLow * yLow;
}

function highHalf(x: number): number {
  const scaled = SPLITTER * x;
  return scaled - (scaled - x);
}
