import { compassSearch } from '../../numeric/compass-search.ts';

/** Smoothing parameters: of level and slope, from 0 to 1, and the share of the slope that is left after one step. */
export interface DampedTrendParameters {
  readonly alpha: number;
  /** Of the slope in state-space form, from 0 to alpha. */
  readonly beta: number;
  readonly phi: number;
}

/** Level and slope before a step. */
interface State {
  readonly level: number;
  readonly slope: number;
}

/** Holt's method with a damped trend, run over a series. */
export interface DampedTrend {
  readonly parameters: DampedTrendParameters;
  /** After the last value. */
  readonly state: State;
  /** Value less its one-step forecast; NaN where the value is missing. */
  readonly errors: Float64Array;
  readonly sumOfSquares: number;
}

// The bounds that R's forecast::ets sets: below them the trend is gone at once, above it is hardly damped.
const PHI = { least: 0.8, most: 0.98 };
const SMALLEST_SHARE = 1e-4;

/**
 * The damped trend with the least sum of squared one-step errors; missing values (NaN) let the trend run on. Gardner and
 * McKenzie, Management Science 31 (1985) 1237-1246; phi is kept between 0.8 and 0.98. The first level and slope are solved
 * for, since errors are linear in them. With `near`, the nearest minimum to these parameters is taken, sooner found.
 * RangeError with fewer than two values.
 */
export function fitDampedTrend(values: Float64Array, near?: DampedTrendParameters): DampedTrend {
  const seen = values.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);
  if (seen < 2) throw new RangeError(`a trend takes two values or more, not ${seen}`);
  const sumAt = (cube: readonly number[]): number => startOf(values, parametersOf(cube)).sumOfSquares;
  const start = near === undefined ? bestStart(sumAt) : cubeOf(near);
  return runDampedTrend(values, parametersOf(compassSearch(sumAt, start, 1 / 8, 1 / 256)));
}

/** The level `steps` steps after the last value. */
export const dampedTrendAhead = (
  { parameters: { phi }, state: { level, slope } }: DampedTrend,
  steps: number,
): number => level + (slope * phi * (1 - phi ** steps)) / (1 - phi);

// Shares are searched by their roots, since small ones differ more among themselves.
const STARTS: readonly (readonly number[])[] = [0.1, 0.3, 0.5, 0.75, 0.95].flatMap((alpha) =>
  [0, 0.25, 0.6].flatMap((beta) => [0, 1].map((phi) => [alpha, beta, phi])),
);

const bestStart = (sumAt: (cube: readonly number[]) => number): readonly number[] =>
  STARTS.map((at) => ({ at, sum: sumAt(at) })).reduce((a, b) => (b.sum < a.sum ? b : a)).at;

function parametersOf([alphaRoot, betaRoot, phi]: readonly number[]): DampedTrendParameters {
  const share = (root: number): number => SMALLEST_SHARE + (1 - 2 * SMALLEST_SHARE) * root * root;
  const alpha = share(alphaRoot);
  return { alpha, beta: alpha * share(betaRoot), phi: PHI.least + (PHI.most - PHI.least) * phi };
}

function cubeOf({ alpha, beta, phi }: DampedTrendParameters): readonly number[] {
  // Rounding may lead a step out of the cube.
  const within = (coordinate: number): number => Math.min(1, Math.max(0, coordinate));
  const root = (share: number): number => Math.sqrt(within((share - SMALLEST_SHARE) / (1 - 2 * SMALLEST_SHARE)));
  return [root(alpha), root(beta / alpha), within((phi - PHI.least) / (PHI.most - PHI.least))];
}

/** The method with given parameters, from the first level and slope that give the least sum of squares. */
export function runDampedTrend(values: Float64Array, parameters: DampedTrendParameters): DampedTrend {
  const start = startOf(values, parameters);
  let level = start.level;
  let slope = start.slope;
  const errors = new Float64Array(values.length);
  let sumOfSquares = 0;
  const { alpha, beta, phi } = parameters;
  for (let i = 0; i < values.length; i++) {
    slope *= phi;
    level += slope;
    const error = values[i] - level;
    errors[i] = error;
    if (Number.isNaN(error)) continue;
    level += alpha * error;
    slope += beta * error;
    sumOfSquares += error * error;
  }
  return { parameters, state: { level, slope }, errors, sumOfSquares };
}

/**
 * The first level and slope with the least sum of squared errors, and that sum. Errors are those of a start at zero, less what
 * a unit of level and of slope would add to the one-step forecasts: a least squares problem in two unknowns.
 */
function startOf(values: Float64Array, { alpha, beta, phi }: DampedTrendParameters): State & { sumOfSquares: number } {
  // From near the values, since large squares that cancel would leave no digits of the sum.
  const origin = Number(values.find((value) => !Number.isNaN(value)) ?? 0);
  let level = origin;
  let slope = 0;
  let levelOfLevel = 1;
  let slopeOfLevel = 0;
  let levelOfSlope = 0;
  let slopeOfSlope = 1;
  let ll = 0;
  let ls = 0;
  let ss = 0;
  let le = 0;
  let se = 0;
  let ee = 0;
  for (let i = 0; i < values.length; i++) {
    slope *= phi;
    slopeOfLevel *= phi;
    slopeOfSlope *= phi;
    level += slope;
    levelOfLevel += slopeOfLevel;
    levelOfSlope += slopeOfSlope;
    const error = values[i] - level;
    if (Number.isNaN(error)) continue;
    ee += error * error;
    le += levelOfLevel * error;
    se += levelOfSlope * error;
    ll += levelOfLevel * levelOfLevel;
    ls += levelOfLevel * levelOfSlope;
    ss += levelOfSlope * levelOfSlope;
    level += alpha * error;
    slope += beta * error;
    slopeOfLevel -= beta * levelOfLevel;
    levelOfLevel -= alpha * levelOfLevel;
    slopeOfSlope -= beta * levelOfSlope;
    levelOfSlope -= alpha * levelOfSlope;
  }
  const determinant = ll * ss - ls * ls;
  // Where a level and a slope are too alike to be told apart, it is all level.
  const isSplit = determinant > 1e-12 * ll * ss;
  const firstLevel = isSplit ? (ss * le - ls * se) / determinant : le / ll;
  const firstSlope = isSplit ? (ll * se - ls * le) / determinant : 0;
  return { level: origin + firstLevel, slope: firstSlope, sumOfSquares: ee - firstLevel * le - firstSlope * se };
}
