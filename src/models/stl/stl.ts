import { interpolateMissing } from '../../numeric/interpolate-missing.ts';
import { loess } from '../../numeric/loess.ts';
import { type LoessSettings, loessGrid } from '../../numeric/loess-grid.ts';
import { checkStlInput } from './check-input.ts';
import { cycleSubseriesSmoothing } from './cycle-subseries.ts';
import { minus, times } from './elementwise.ts';
import { lowPassFilter } from './low-pass.ts';
import { robustnessWeights } from './robustness-weights.ts';
import { periodicWindow, type StlSettings } from './settings.ts';

/** Parts of a series, each as long as it; trend + seasonal + remainder is the series. */
export interface Decomposition {
  /** Always finite. */
  readonly trend: Float64Array;
  /** Always finite. */
  readonly seasonal: Float64Array;
  /** NaN where the value is, and nowhere else. */
  readonly remainder: Float64Array;
  /** 0 to 1: how far each value was believed in the last pass; all 1 without outer passes and where the prior weight is 0. */
  readonly robustnessWeights: Float64Array;
}

/**
 * Seasonal-trend decomposition by loess: Cleveland, Cleveland, McRae and Terpenning, Journal of Official Statistics 6 (1990) 3-73,
 * section 2.
 *
 * `priorWeights` (0 or more, any common scale) are relative precisions: they multiply the robustness weights wherever seasons and
 * trend are smoothed, and residuals are judged in units of them. A value of weight 0 is not looked at and may be NaN. Where all
 * values in a neighbourhood were found to be outliers, the smooth keeps the value itself, as in the original program; where all
 * have a prior weight of 0, it is the line between the nearest defined points of the same season, or of the series for the trend
 * and for a season that was never observed (the nearest point at the ends).
 *
 * Throws RangeError for settings out of range, fewer than two periods, lengths that differ, a value that is not finite at a weight
 * above 0, a weight below 0 and weights that are all 0.
 */
export function stl(values: Float64Array, settings: StlSettings, priorWeights?: Float64Array): Decomposition {
  checkStlInput(values, settings, priorWeights);
  const { period } = settings;
  const length = values.length;
  const known = priorWeights === undefined ? values : values.map((y, i) => (priorWeights[i] === 0 ? Number.NaN : y));
  const seasonsFor = cycleSubseriesSmoothing(length, period, seasonalLoess(settings, length));
  const lowPass = lowPassFilter(length, period, settings.lowPass);
  const trendGrid = loessGrid(length, settings.trend);

  let trend: Float64Array = new Float64Array(length);
  let seasonal: Float64Array = trend;
  let robustness: Float64Array = new Float64Array(length).fill(1);
  for (let outer = 0; outer <= settings.outerPasses; outer++) {
    if (outer > 0) robustness = robustnessWeights(minus(minus(known, trend), seasonal), priorWeights);
    const weights = outer === 0 ? priorWeights : jointWeights(robustness, priorWeights);
    const smoothSeasons = seasonsFor(weights);
    const smoothTrend = loess(trendGrid, weights);
    for (let inner = 0; inner < settings.innerPasses; inner++) {
      const seasons = smoothSeasons(minus(known, trend));
      seasonal = minus(seasons.subarray(period, period + length), lowPass(seasons));
      trend = smoothTrend(minus(known, seasonal));
      interpolateMissing(trend);
    }
  }
  if (settings.seasonal === 'periodic') seasonal = meanPerSeason(seasonal, period);
  return { trend, seasonal, remainder: minus(minus(values, seasonal), trend), robustnessWeights: robustness };
}

/** Periodic seasons are fitted at the ends alone, which a window this wide makes all but equal; then they are averaged, as in R. */
function seasonalLoess({ seasonal }: StlSettings, length: number): LoessSettings {
  return seasonal === 'periodic' ? { window: periodicWindow(length), degree: 0, jump: length } : seasonal;
}

function meanPerSeason(values: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(period);
  for (let i = 0; i < values.length; i++) sums[i % period] += values[i];
  return values.map((_, i) => sums[i % period] / Math.ceil((values.length - (i % period)) / period));
}

const jointWeights = (robustness: Float64Array, priorWeights: Float64Array | undefined): Float64Array =>
  priorWeights === undefined ? robustness : times(robustness, priorWeights);
