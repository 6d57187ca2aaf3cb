/** A sum over a sum; undefined where there is nothing to divide by, since what was not counted is not 0. */
export const pooledRatio = (sum: number, over: number): number | undefined => (over > 0 ? sum / over : undefined);
