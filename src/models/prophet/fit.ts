import { dataFailure } from '../../errors.ts';
import { crossProductsOf } from './cross-products.ts';
import { type Design, designOf, type Observations, type Scale } from './design.ts';
import type { HolidayColumn } from './holiday-columns.ts';
import type { ProphetOptions } from './options.ts';
import { type Priors, posteriorMode } from './posterior-mode.ts';
import { refine } from './refine.ts';
import type { Seasonality } from './seasonality.ts';

/** A fitted Prophet model: plain numbers, in Prophet's own parametrisation and scaled units. */
export interface ProphetFit {
  readonly growth: ProphetOptions['growth'];
  readonly scale: Scale;
  readonly seasonalities: readonly Seasonality[];
  readonly holidays: readonly HolidayColumn[];
  /** Scaled times at which the slope may change, S. */
  readonly changepoints: Float64Array;
  /** First slope, and level at the start of the history. */
  readonly k: number;
  readonly m: number;
  /** Change of slope at each changepoint, S. */
  readonly delta: Float64Array;
  /** Coefficient of each Fourier column, then of each holiday, K. */
  readonly beta: Float64Array;
  /** Standard deviation of the noise. */
  readonly sigma: number;
  /** Log posterior density at the optimum, constants dropped, as Stan reports it. NaN for a constant history. */
  readonly logDensity: number;
  /** Largest relative violation of the optimality conditions, checked on the rows; 0 for a constant history. */
  readonly optimalityResidual: number;
}

// Variance of the normal priors of the first slope and of the level (prophet.stan: normal(0, 5)).
const TREND_PRIOR_VARIANCE = 25;
// Prophet's noise for a constant history, which it does not fit.
const CONSTANT_SIGMA = 1e-9;
// A fit that misses its own optimality conditions by more than this is not one.
const RESIDUAL_AT_MOST = 1e-6;

/**
 * The maximum a posteriori fit of Prophet's model with additive seasonalities, exact to rounding. At least two observations,
 * sorted by time, all finite; throws RangeError otherwise. Throws a Failure when the optimum cannot be certified, as happens when
 * the seasons explain the history without noise.
 */
export function fitProphet(observations: Observations, options: ProphetOptions): ProphetFit {
  const rows = observations.values.length;
  if (rows < 2) throw new RangeError(`a Prophet model needs two observations, got ${rows}`);
  if (!observations.values.every(Number.isFinite)) throw new RangeError('observations must be finite');
  const design = designOf(observations, options);
  return design.target.every((value) => value === design.target[0]) ? constantFit(design) : modeFit(design, options);
}

function constantFit(design: Design): ProphetFit {
  return {
    ...shapeOf(design),
    k: 0,
    m: design.target[0],
    delta: new Float64Array(design.changepoints.length),
    beta: new Float64Array(design.features.length),
    sigma: CONSTANT_SIGMA,
    logDensity: Number.NaN,
    optimalityResidual: 0,
  };
}

function modeFit(design: Design, options: ProphetOptions): ProphetFit {
  const lead = design.growth === 'flat' ? 1 : 2;
  const fourierCount = design.features.length - design.holidays.length;
  const priorScales = design.holidays.map(({ priorScale }) => priorScale ?? options.holidaysPriorScale);
  const priors: Priors = {
    smoothPrecision: Float64Array.of(
      ...new Float64Array(lead).fill(1 / TREND_PRIOR_VARIANCE),
      ...new Float64Array(fourierCount).fill(1 / options.seasonalityPriorScale ** 2),
      ...priorScales.map((scale) => 1 / scale ** 2),
    ),
    hingeScale: options.changepointPriorScale,
  };
  const products = crossProductsOf(design);
  const rows = design.target.length;
  const mode = refine(design, products, priors, posteriorMode(products, rows, priors));
  if (!(mode.residual <= RESIDUAL_AT_MOST)) {
    throw dataFailure(
      `the optimum of the model could not be certified (optimality residual ${mode.residual.toExponential(1)})`,
      'The model explains the history almost without noise: switch a season off (--yearly false), or give more history.',
    );
  }
  let penalty = 0;
  for (const [i, value] of mode.smooth.entries()) penalty += (priors.smoothPrecision[i] * value * value) / 2;
  for (const value of mode.hinge) penalty += Math.abs(value) / priors.hingeScale;
  return {
    ...shapeOf(design),
    k: lead === 2 ? mode.smooth[1] : 0,
    m: mode.smooth[0],
    delta: lead === 2 ? mode.hinge : new Float64Array(design.changepoints.length),
    beta: mode.smooth.slice(lead),
    sigma: Math.sqrt(mode.variance),
    logDensity: -((rows * Math.log(mode.variance)) / 2 + mode.sse / (2 * mode.variance) + 2 * mode.variance + penalty),
    optimalityResidual: mode.residual,
  };
}

const shapeOf = ({ growth, scale, seasonalities, holidays, changepoints }: Design) => ({
  growth,
  scale,
  seasonalities,
  holidays,
  changepoints,
});
