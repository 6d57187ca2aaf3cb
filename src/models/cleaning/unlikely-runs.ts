/** Places in a row whose values another law makes far more likely than the usual one. */
export interface UnlikelyRun {
  readonly first: number;
  /** Included. */
  readonly last: number;
}

/**
 * The runs within `from` to `to` (excluded) over which log likelihood ratios of single places sum to more than `least`, each from where
 * the sum starts to rise to where it is highest. Where the usual law holds, some sum exceeds ln x with a chance of at most one in x for
 * each place that it can start from: Ville's inequality; Page, Continuous inspection schemes, Biometrika 41 (1954) 100-115.
 */
export function unlikelyRuns(
  logRatioAt: (place: number) => number,
  from: number,
  to: number,
  least: number,
): UnlikelyRun[] {
  const runs: UnlikelyRun[] = [];
  let [sum, highest, first, last] = [0, 0, from, from];
  const close = (next: number): void => {
    if (highest > least) runs.push({ first, last });
    [sum, highest, first, last] = [0, 0, next, next];
  };
  for (let place = from; place < to; place++) {
    sum += logRatioAt(place);
    if (sum > highest) [highest, last] = [sum, place];
    // As much again in favour of the usual law ends a run.
    else if (sum <= 0 || highest - sum > least) close(place + 1);
  }
  close(to);
  return runs;
}
