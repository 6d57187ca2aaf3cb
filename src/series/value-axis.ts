/** Round values at even distances that enclose what is drawn. */
export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  /** Distance of neighbouring ticks. */
  readonly step: number;
  readonly ticks: readonly number[];
}

// Below this share of the values themselves, a spread is rounding noise.
const CONSTANT_FRACTION = 1e-9;

/** An axis for finite values between `low` and `high` with about `wanted` ticks (at least 2), at multiples of 1, 2 or 5. */
export function valueAxis(low: number, high: number, wanted: number): ValueAxis {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= size * CONSTANT_FRACTION || size < Number.MIN_VALUE / Number.EPSILON) {
    const room = size > 1e-6 ? size / 10 : 1;
    return valueAxis(low - room, high + room, wanted);
  }
  const step = roundStep((high - low) / Math.max(1, wanted - 1));
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { low: first * step, high: last * step, step, ticks };
}

/** The smallest of 1, 2, 5 times a power of ten that is at least `step`. */
function roundStep(step: number): number {
  const power = 10 ** powerOfTen(step);
  return power * ([1, 2, 5].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10);
}

/** A tick with as many digits as tell it from its neighbours: plain, or with an exponent where that is much shorter. */
export function tickLabel(value: number, step: number): string {
  const size = Math.abs(value);
  if (size < step / 2) return '0';
  const exponent = powerOfTen(step);
  if (size < 1e7 && exponent >= -4) return value.toFixed(Math.max(0, -exponent));
  return value.toExponential(Math.max(0, powerOfTen(size) - exponent));
}

// A logarithm may fall short of its whole number by a rounding error.
const powerOfTen = (value: number): number => Math.floor(Math.log10(value) + 1e-9);
