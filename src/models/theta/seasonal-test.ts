import { normalQuantile } from '../../numeric/normal.ts';

// Of a season that is not there, one in ten is taken for one: the level of the two-sided test that R's forecast::thetaf makes.
const QUANTILE = normalQuantile(0.95);

/**
 * Whether values show a season of this period: whether their autocorrelation at that lag is more than chance would give a series with
 * the shorter ones. Fiorucci et al., International Journal of Forecasting 32 (2016) 1151-1161, section 2.2. Pairs with a missing value
 * (NaN) are left out. At least two seasons and a value are needed.
 */
export function showsSeason(values: Float64Array, period: number): boolean {
  if (period < 2 || values.length <= 2 * period) return false;
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const centred = values.map((value) => (Number.isNaN(value) ? 0 : value - mean));
  const correlations = autocorrelations(centred, period);
  const ofSeason = correlations[period - 1];
  const shorter = correlations.subarray(0, period - 1).reduce((sum, each) => sum + each * each, 0);
  return Math.abs(ofSeason) > QUANTILE * Math.sqrt((1 + 2 * shorter) / known.length);
}

/** From lag 1 on; 0 everywhere of a constant. */
function autocorrelations(centred: Float64Array, lags: number): Float64Array {
  const productsAt = (lag: number): number => {
    let sum = 0;
    for (let i = lag; i < centred.length; i++) sum += centred[i] * centred[i - lag];
    return sum;
  };
  const squares = productsAt(0);
  return Float64Array.from({ length: lags }, (_, i) => (squares === 0 ? 0 : productsAt(i + 1) / squares));
}
