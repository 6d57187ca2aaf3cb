/**
 * What laws promise and what came of it: entry k is the share of outcomes that lay below the point k / (length - 1) of their law, from 0
 * to 1 and rising. Where laws are right it is a straight line.
 */
export type Calibration = Float64Array;

/** An outcome by where it lay in its law: chances of less and of no more than what came. */
export interface LawPlace {
  readonly below: number;
  readonly upTo: number;
  /** How much it counts, above 0. */
  readonly weight: number;
}

const STEPS = 100;

/**
 * The calibration that outcomes show, joined by `rightWeight` of outcomes, above 0, whose laws were right, so that few outcomes change
 * little. A count takes up a stretch of its law, not a point, over which it is spread evenly: Czado, Gneiting and Held, Biometrics 65
 * (2009) 1254-1261, section 2; forecasts corrected by it as in Dawid, Journal of the Royal Statistical Society A 147 (1984) 278-292.
 */
export function calibrationOf(places: readonly LawPlace[], rightWeight: number): Calibration {
  const shares = Float64Array.from({ length: STEPS + 1 }, (_, k) => rightWeight * (k / STEPS));
  let total = rightWeight;
  for (const { below, upTo, weight } of places) {
    for (let k = Math.min(STEPS, Math.floor(below * STEPS) + 1); k <= STEPS; k++)
      shares[k] += k / STEPS < upTo ? (weight * (k / STEPS - below)) / (upTo - below) : weight;
    total += weight;
  }
  return shares.map((share) => share / total);
}

/** The point of a law below which outcomes lie with a probability strictly between 0 and 1: where the calibration reaches it. */
export function calibratedPoint(calibration: Calibration, probability: number): number {
  const last = calibration.length - 1;
  let k = 1;
  while (k < last && calibration[k] < probability) k++;
  return (k - 1 + (probability - calibration[k - 1]) / (calibration[k] - calibration[k - 1])) / last;
}

/** The calibration of what exceeds a point: the same laws, seen from above. */
export const fromAbove = (calibration: Calibration): Calibration => calibration.map((share) => 1 - share).reverse();
