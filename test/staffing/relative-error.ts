/** |value - expected| / |expected|, and 0 for two equal values. */
export const relativeError = (value: number, expected: number): number =>
  value === expected ? 0 : Math.abs(value - expected) / Math.abs(expected);
