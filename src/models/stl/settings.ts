import type { LoessSettings } from '../../numeric/loess-grid.ts';

/** All parameters of STL; Cleveland, Cleveland, McRae and Terpenning (1990), section 3. */
export interface StlSettings {
  /** Points per cycle, 2 or more. */
  readonly period: number;
  /** Smoothing of each season over the cycles, or one unchanging value per season. */
  readonly seasonal: LoessSettings | 'periodic';
  readonly trend: LoessSettings;
  /** Smoothing of what the seasons have in common with the trend. */
  readonly lowPass: LoessSettings;
  /** Updates of seasons and trend for given robustness weights, 1 or more. */
  readonly innerPasses: number;
  /** Updates of the robustness weights; 0 is not robust. */
  readonly outerPasses: number;
}

const nextOdd = (value: number): number => 2 * Math.floor(Math.ceil(value) / 2) + 1;

/** Smallest odd window that keeps the trend from competing with seasons of that window; section 3.3 of the paper. */
const trendWindowFor = (period: number, seasonalWindow: number): number =>
  nextOdd((1.5 * period) / (1 - 1.5 / seasonalWindow));

/** The defaults of Python's statsmodels: a fit at every point, local lines. */
export function settingsOfStatsmodels(period: number, robust = false, seasonalWindow = 7): StlSettings {
  const lineOver = (window: number): LoessSettings => ({ window, degree: 1, jump: 1 });
  return {
    period,
    seasonal: lineOver(seasonalWindow),
    trend: lineOver(trendWindowFor(period, seasonalWindow)),
    lowPass: lineOver(nextOdd(period + 1)),
    innerPasses: robust ? 2 : 5,
    outerPasses: robust ? 15 : 0,
  };
}

/**
 * The defaults of R's `stl`: constant seasons within a window, fits at ten places per window.
 * `length` is the number of values, which the window of periodic seasons depends on.
 */
export function settingsOfR(
  period: number,
  seasonalWindow: number | 'periodic',
  length: number,
  robust = false,
): StlSettings {
  const over = (window: number, degree: 0 | 1): LoessSettings => ({ window, degree, jump: Math.ceil(window / 10) });
  return {
    period,
    seasonal: seasonalWindow === 'periodic' ? 'periodic' : over(seasonalWindow, 0),
    trend: over(trendWindowFor(period, seasonalWindow === 'periodic' ? periodicWindow(length) : seasonalWindow), 1),
    lowPass: over(nextOdd(period), 1),
    innerPasses: robust ? 1 : 2,
    outerPasses: robust ? 15 : 0,
  };
}

/** So wide, seen from any point, that tricube weights are all but equal; as in R's `stl`. */
export const periodicWindow = (length: number): number => 10 * length + 1;
