/** Decimal targets and shares have no exact double: what misses by less than this fraction has not missed. */
export const ROUNDING = 1e-12;

/** The smallest whole number not below a value of 0 or more, rounding errors forgiven: 14 / 0.7 gives 20, not 21. */
export const roundUp = (value: number): number => Math.ceil(value * (1 - ROUNDING));
