import { studentTQuantile } from '../numeric/student-t.ts';
import type { Estimate } from './estimate.ts';

/**
 * How many replications in all give a half-width, in the measure's unit, judging by the spread among those of a pilot: the least n
 * of 2 or more with t s / √n not above it. RangeError unless the half-width is above 0.
 */
export function requiredReplications(pilot: Estimate, halfWidth: number): number {
  if (!(halfWidth > 0)) throw new RangeError(`a wanted half-width must be above 0, not ${halfWidth}`);
  const deviation = pilot.standardError * Math.sqrt(pilot.replications);
  const wide = (n: number) =>
    studentTQuantile((1 + pilot.levelFraction) / 2, n - 1) * deviation > halfWidth * Math.sqrt(n);
  let high = 2;
  while (wide(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wide(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** How exact a simulation is to be. */
export interface Precision {
  /** Wanted, in the measure's unit. */
  readonly halfWidth: number;
  /** Replications that show the spread, 2 or more; 20 show it well. */
  readonly pilotReplications: number;
  readonly mostReplications: number;
}

/**
 * Runs the replications of a pilot, then those still needed for the half-width. What a replication gives is the caller's choice: a
 * tally, or a pair of them to compare. The estimate is undefined as `estimate` says.
 */
export function runToPrecision<Result>(
  run: (replication: number) => Result,
  judge: (results: readonly Result[]) => Estimate | undefined,
  { halfWidth, pilotReplications, mostReplications }: Precision,
): { readonly results: readonly Result[]; readonly estimate: Estimate | undefined } {
  const results = Array.from({ length: pilotReplications }, (_, replication) => run(replication));
  const pilot = judge(results);
  if (pilot === undefined) return { results, estimate: undefined };
  const wanted = Math.min(requiredReplications(pilot, halfWidth), mostReplications);
  if (wanted <= pilotReplications) return { results, estimate: pilot };
  for (let replication = pilotReplications; replication < wanted; replication++) results.push(run(replication));
  return { results, estimate: judge(results) };
}
