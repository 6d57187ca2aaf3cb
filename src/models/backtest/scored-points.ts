/** What was forecast for some intervals and what then came: arrays of one length, no value missing. */
export interface ScoredPoints {
  readonly actual: Float64Array;
  readonly point: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The sum over all points of what `termAt` says of each. */
export function sumOver({ actual }: Pick<ScoredPoints, 'actual'>, termAt: (index: number) => number): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += termAt(i);
  return sum;
}
