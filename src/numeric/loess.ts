import { dot } from './dot.ts';
import { fillBetween } from './interpolate-missing.ts';
import type { LoessGrid } from './loess-grid.ts';
import type { SlidingSums } from './sliding-sums.ts';

// A sum taken for all neighbourhoods at once is exact to the last places of its greatest terms, not of itself. Where the weights of
// a neighbourhood sum to less than this part of what they could, or lie closer together than this part of the squared bandwidth,
// sums are taken for that neighbourhood alone.
const LEAST_WEIGHT_FRACTION = 1e-3;
const LEAST_SPREAD_FRACTION = 1e-2;

/**
 * Locally weighted regression on an equally spaced grid (Cleveland 1979; as in STL, Cleveland, Cleveland, McRae and Terpenning
 * 1990, section 2), with optional `weights` (0 or more) per point: prepares the map, linear in the values, from values to fits.
 * A value of weight 0 is not looked at and may be NaN. As in the program of 1990, the local line is used only where the weighted
 * points spread by more than a thousandth of the grid, and where no neighbour has any weight the value itself is kept. So a fit is
 * NaN only where it saw no weight and the value is NaN, or beyond the ends where it saw no weight.
 */
export function loess(grid: LoessGrid, weights?: Float64Array): (values: Float64Array) => Float64Array {
  const fits = localFits(grid, weights);
  return (values) => {
    const weighted = weights === undefined ? values : weightedValues(values, weights);
    const smooth = new Float64Array(grid.length + 2 * grid.beyondEnds);
    if (grid.moments !== undefined) fitMiddle(grid, grid.moments, fits, weighted, smooth);
    for (let f = 0; f < grid.places.length; f++) {
      const place = grid.places[f] + grid.beyondEnds;
      if (fits.totals[f] === 0) smooth[place] = values[grid.places[f]] ?? Number.NaN;
      else if (fits.isDirect[f] === 1) smooth[place] = fitAt(grid, fits, f, weighted);
    }
    if (grid.settings.jump > 1) joinByLines(grid, smooth);
    return smooth;
  };
}

/** What the fits are apart from the values: fit = (sum of t y) / total + slope * (sum of t (d - mean) y) / total, t the weights. */
interface LocalFits {
  /** Sum of the weights in each neighbourhood. */
  readonly totals: Float64Array;
  /** Their mean distance from the place of the fit. */
  readonly means: Float64Array;
  /** -mean / variance of the distance where a line is used, otherwise 0. */
  readonly slopes: Float64Array;
  /** 1 where the sums are to be taken directly. */
  readonly isDirect: Uint8Array;
  readonly isWeighted: boolean;
  /** Room for the weights of one neighbourhood. */
  readonly row: Float64Array;
}

function localFits(grid: LoessGrid, weights: Float64Array | undefined): LocalFits {
  const many = grid.places.length;
  const fits: LocalFits = {
    totals: new Float64Array(many),
    means: new Float64Array(many),
    slopes: new Float64Array(many),
    isDirect: new Uint8Array(many).fill(1),
    isWeighted: weights !== undefined,
    row: new Float64Array(grid.neighbours),
  };
  if (grid.moments !== undefined) prepareMiddle(grid, grid.moments, fits, weights);
  for (let f = 0; f < many; f++) if (fits.isDirect[f] === 1) prepareAt(grid, fits, f, weights);
  return fits;
}

function prepareAt(grid: LoessGrid, fits: LocalFits, f: number, weights: Float64Array | undefined): void {
  const first = grid.firsts[f];
  const nearest = first - grid.places[f];
  const row = weightsOf(grid, fits.row, first, -nearest, weights);
  let total = 0;
  let moment = 0;
  for (let k = 0; k < row.length; k++) {
    total += row[k];
    moment += row[k] * (nearest + k);
  }
  fits.totals[f] = total;
  if (total === 0) return;
  const mean = moment / total;
  let squares = 0;
  for (let k = 0; k < row.length; k++) squares += row[k] * (nearest + k - mean) ** 2;
  fits.means[f] = mean;
  fits.slopes[f] = slopeOf(grid, mean, squares / total);
}

/** Tricube weights times those of the points. */
function weightsOf(
  grid: LoessGrid,
  product: Float64Array,
  first: number,
  left: number,
  weights: Float64Array | undefined,
): Float64Array {
  const tricube = grid.tricube(left);
  if (weights === undefined) return tricube;
  for (let k = 0; k < product.length; k++) product[k] = tricube[k] * weights[first + k];
  return product;
}

function slopeOf(grid: LoessGrid, mean: number, variance: number): number {
  const isLine = grid.settings.degree === 1 && Math.sqrt(variance) > 0.001 * (grid.length - 1);
  return isLine ? -mean / variance : 0;
}

function fitAt(grid: LoessGrid, fits: LocalFits, f: number, weighted: Float64Array): number {
  const first = grid.firsts[f];
  const row = grid.tricube(grid.places[f] - first);
  if (fits.slopes[f] === 0) return dot(row, 0, weighted, first, row.length) / fits.totals[f];
  const nearest = first - grid.places[f] - fits.means[f];
  // Two sums each, because one would make every addition wait for the one before.
  let even = 0;
  let odd = 0;
  let evenMoment = 0;
  let oddMoment = 0;
  let k = 0;
  for (; k + 1 < row.length; k += 2) {
    const left = row[k] * weighted[first + k];
    const right = row[k + 1] * weighted[first + k + 1];
    even += left;
    odd += right;
    evenMoment += left * (nearest + k);
    oddMoment += right * (nearest + k + 1);
  }
  if (k < row.length) {
    const last = row[k] * weighted[first + k];
    even += last;
    evenMoment += last * (nearest + k);
  }
  return (even + odd + fits.slopes[f] * (evenMoment + oddMoment)) / fits.totals[f];
}

function prepareMiddle(
  grid: LoessGrid,
  moments: SlidingSums,
  fits: LocalFits,
  weights: Float64Array | undefined,
): void {
  const half = (grid.settings.window - 1) / 2;
  const from = half + grid.beyondEnds;
  const most = grid.tricube(half).reduce((sum, w) => sum + w, 0);
  if (weights === undefined) {
    const to = from + grid.length - 2 * half;
    fits.totals.fill(most, from, to);
    fits.isDirect.fill(0, from, to);
    return;
  }
  const [sums, firstMoments, secondMoments] = moments(weights, 3);
  const { totals, means, slopes, isDirect } = fits;
  const leastTotal = LEAST_WEIGHT_FRACTION * most * weights.reduce((greatest, w) => Math.max(greatest, w), 0);
  const leastVariance = LEAST_SPREAD_FRACTION * half * half;
  for (let i = 0, f = from; i < sums.length; i++, f++) {
    const mean = firstMoments[i] / sums[i];
    const variance = secondMoments[i] / sums[i] - mean * mean;
    if (!(sums[i] > leastTotal && variance > leastVariance)) continue;
    totals[f] = sums[i];
    means[f] = mean;
    slopes[f] = slopeOf(grid, mean, variance);
    isDirect[f] = 0;
  }
}

function fitMiddle(
  grid: LoessGrid,
  moments: SlidingSums,
  fits: LocalFits,
  weighted: Float64Array,
  smooth: Float64Array,
): void {
  const from = (grid.settings.window - 1) / 2 + grid.beyondEnds;
  const isSloped = fits.isWeighted && grid.settings.degree === 1;
  const [sums, firstMoments] = moments(weighted, isSloped ? 2 : 1);
  const { totals, means, slopes, isDirect } = fits;
  for (let i = 0, f = from; i < sums.length; i++, f++) {
    if (isDirect[f] === 1) continue;
    const tilt = isSloped ? slopes[f] * (firstMoments[i] - means[f] * sums[i]) : 0;
    smooth[f] = (sums[i] + tilt) / totals[f];
  }
}

function weightedValues(values: Float64Array, weights: Float64Array): Float64Array {
  const products = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) if (weights[i] !== 0) products[i] = weights[i] * values[i];
  return products;
}

function joinByLines({ places, beyondEnds }: LoessGrid, smooth: Float64Array): void {
  for (let f = beyondEnds + 1; f < places.length - beyondEnds; f++)
    fillBetween(smooth, places[f - 1] + beyondEnds, places[f] + beyondEnds);
}
