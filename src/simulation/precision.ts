import { studentTQuantile } from '../numeric/student-t.ts';
import type { Estimate } from './estimate.ts';

/**
 * How many replications in all give a half-width, in the measure's unit, judging by the spread among those of a pilot: the least n
 * of 2 or more with t s / √n not above it, or `most` when that is fewer. RangeError unless the half-width is above 0.
 */
export function requiredReplications(pilot: Estimate, halfWidth: number, most = Number.POSITIVE_INFINITY): number {
  if (!(halfWidth > 0)) throw new RangeError(`a wanted half-width must be above 0, not ${halfWidth}`);
  const deviation = pilot.standardError * Math.sqrt(pilot.replications);
  const wide = (n: number) =>
    studentTQuantile((1 + pilot.levelFraction) / 2, n - 1) * deviation > halfWidth * Math.sqrt(n);
  let low = 1;
  let high = 2;
  // What Student's t takes rises with n, so none beyond the most is tried.
  while (wide(high)) {
    if (high >= most) return most;
    low = high;
    high = Math.min(2 * high, most);
  }
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

/** What replications gave, and what they say about a measure: undefined as `estimate` says. */
export interface PreciseRun<Result> {
  readonly results: readonly Result[];
  readonly estimate: Estimate | undefined;
}

/**
 * Runs the replications of a pilot, then those still needed for the half-width. What a replication gives is the caller's choice: a
 * tally, or a pair of them to compare.
 */
export function runToPrecision<Result>(
  run: (replication: number) => Result,
  judge: (results: readonly Result[]) => Estimate | undefined,
  precision: Precision,
): PreciseRun<Result> {
  const results = Array.from({ length: precision.pilotReplications }, (_, replication) => run(replication));
  const pilot = judge(results);
  const wanted = wantedReplications(pilot, precision);
  if (wanted <= results.length) return { results, estimate: pilot };
  while (results.length < wanted) results.push(run(results.length));
  return { results, estimate: judge(results) };
}

/** As `runToPrecision`, where replications are run many at a time: number `from` up to before `to`, given in this order. */
export async function runBatchesToPrecision<Result>(
  run: (from: number, to: number) => Promise<readonly Result[]>,
  judge: (results: readonly Result[]) => Estimate | undefined,
  precision: Precision,
): Promise<PreciseRun<Result>> {
  const { pilotReplications } = precision;
  const first = await run(0, pilotReplications);
  const pilot = judge(first);
  const wanted = wantedReplications(pilot, precision);
  if (wanted <= pilotReplications) return { results: first, estimate: pilot };
  const results = [...first, ...(await run(pilotReplications, wanted))];
  return { results, estimate: judge(results) };
}

const wantedReplications = (pilot: Estimate | undefined, { halfWidth, mostReplications }: Precision): number =>
  pilot === undefined ? 0 : requiredReplications(pilot, halfWidth, mostReplications);
