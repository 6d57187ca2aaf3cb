import { dot } from './dot.ts';
import { fillBetween } from './interpolate-missing.ts';
import { type SlidingSums, slidingSums } from './sliding-sums.ts';
import { fillTricube } from './tricube.ts';

export interface LoessSettings {
  /** How many nearest points a local fit sees; odd, 3 or more. May exceed the number of points: then all, more evenly weighted. */
  readonly window: number;
  /** Local constant (0) or local line (1). */
  readonly degree: 0 | 1;
  /** A fit at every jump-th point and at the last, lines between; 1 fits at every point. */
  readonly jump: number;
}

/** Where loess is fitted on a grid of equally spaced points, and which points each fit sees. */
export interface LoessGrid {
  readonly settings: LoessSettings;
  /** Number of points, 2 or more. */
  readonly length: number;
  /** 1 when there is a fit one step before the first point and one after the last too, otherwise 0. */
  readonly beyondEnds: 0 | 1;
  /** Points in every neighbourhood. */
  readonly neighbours: number;
  /** Places of the fits on the grid, rising; -1 and `length` are the places beyond the ends. */
  readonly places: Int32Array;
  /** First point of each fit's neighbourhood. */
  readonly firsts: Int32Array;
  /** Tricube weights of a neighbourhood by how far its first point lies before the fit. */
  readonly tricube: (left: number) => Float64Array;
  /** Sums of a signal, of it times the distance and times its square, tricube-weighted, for all fits amid their neighbourhoods. */
  readonly moments: SlidingSums | undefined;
}

// A sum of all neighbourhoods at once is exact to the last places of its greatest terms, not of itself. Where the weights of a neighbourhood sum to less
// than this part of what they could, or lie closer together than this part of the squared bandwidth, sums are direct.
const LEAST_WEIGHT_FRACTION = 1e-3;
const LEAST_SPREAD_FRACTION = 1e-2;

// All rows of this length take 8 MiB.
const LONGEST_KEPT_ROW = 1024;

/** Plans loess for `length` equally spaced points; `beyondEnds` adds a fit one step beyond each end. */
export function loessGrid(length: number, settings: LoessSettings, beyondEnds: 0 | 1 = 0): LoessGrid {
  const neighbours = Math.min(settings.window, length);
  const half = (settings.window - 1) / 2;
  const tricube = tricubeRows(settings.window, neighbours);
  const isEverywhere = settings.window <= length && settings.jump === 1;
  return {
    settings,
    length,
    beyondEnds,
    neighbours,
    ...fitsOf(length, settings, neighbours, beyondEnds),
    tricube,
    moments: isEverywhere
      ? slidingSums([0, 1, 2].map((order) => tricube(half).map((w, i) => w * (i - half) ** order)))
      : undefined,
  };
}

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
  /** Room for the weights of one neighbourhood. */
  readonly row: Float64Array;
}

function fitsOf(length: number, { window, jump }: LoessSettings, neighbours: number, beyondEnds: 0 | 1) {
  const step = Math.min(jump, length - 1);
  const places: number[] = [];
  for (let place = 0; place < length; place += step) places.push(place);
  const firsts = places.map((place) => Math.max(0, Math.min(place - (window - 1) / 2, length - neighbours)));
  if (places[places.length - 1] !== length - 1) {
    // The program of 1990 fits the last point with the neighbourhood of the fit before it.
    places.push(length - 1);
    firsts.push(firsts[firsts.length - 1]);
  }
  if (beyondEnds === 1) {
    places.unshift(-1);
    firsts.unshift(0);
    places.push(length);
    firsts.push(length - neighbours);
  }
  return { places: Int32Array.from(places), firsts: Int32Array.from(firsts) };
}

function localFits(grid: LoessGrid, weights: Float64Array | undefined): LocalFits {
  const many = grid.places.length;
  const fits: LocalFits = {
    totals: new Float64Array(many),
    means: new Float64Array(many),
    slopes: new Float64Array(many),
    isDirect: new Uint8Array(many).fill(1),
    row: new Float64Array(grid.neighbours),
  };
  if (grid.moments !== undefined) prepareMiddle(grid, grid.moments, fits, weights);
  for (let f = 0; f < many; f++) if (fits.isDirect[f] === 1) prepareAt(grid, fits, f, weights);
  return fits;
}

/** Rows of tricube weights for neighbourhoods of one size, kept for the next time where that takes little room. */
function tricubeRows(window: number, neighbours: number): (left: number) => Float64Array {
  const kept: Float64Array[] = [];
  const spare = new Float64Array(neighbours);
  return (left) => {
    // A fit beyond the first point has the first at -1.
    const known = kept[left + 1];
    if (known !== undefined) return known;
    const row = neighbours <= LONGEST_KEPT_ROW ? new Float64Array(neighbours) : spare;
    const bandwidth = Math.max(left, neighbours - 1 - left) + Math.floor((window - neighbours) / 2);
    fillTricube(row, -left, bandwidth);
    if (row !== spare) kept[left + 1] = row;
    return row;
  };
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
  let [even, odd, evenMoment, oddMoment] = [0, 0, 0, 0];
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
  const [totals, firstMoments, secondMoments] = moments(weights, 3);
  const leastTotal = LEAST_WEIGHT_FRACTION * most * weights.reduce((greatest, w) => Math.max(greatest, w), 0);
  const leastVariance = LEAST_SPREAD_FRACTION * half * half;
  for (let i = 0, f = from; i < totals.length; i++, f++) {
    const mean = firstMoments[i] / totals[i];
    const variance = secondMoments[i] / totals[i] - mean * mean;
    if (!(totals[i] > leastTotal && variance > leastVariance)) continue;
    fits.totals[f] = totals[i];
    fits.means[f] = mean;
    fits.slopes[f] = slopeOf(grid, mean, variance);
    fits.isDirect[f] = 0;
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
  const isSloped = fits.slopes
    .subarray(from, from + grid.length - grid.settings.window + 1)
    .some((slope) => slope !== 0);
  const [sums, firstMoments] = moments(weighted, isSloped ? 2 : 1);
  for (let i = 0, f = from; i < sums.length; i++, f++) {
    if (fits.isDirect[f] === 1) continue;
    const tilt = isSloped ? fits.slopes[f] * (firstMoments[i] - fits.means[f] * sums[i]) : 0;
    smooth[f] = (sums[i] + tilt) / fits.totals[f];
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
