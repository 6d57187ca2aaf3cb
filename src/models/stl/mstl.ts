import { checkInteger } from './check-input.ts';
import { minus, plus } from './elementwise.ts';
import { settingsOfR } from './settings.ts';
import { type Decomposition, stl } from './stl.ts';

export interface MstlSettings {
  /** Points per cycle of each season, in any order. Those without more than two cycles in the series are left out. */
  readonly periods: readonly number[];
  /** Seasonal window of each kept period from the shortest on, or one for all; 11, 15, 19, ... as in R when not given. */
  readonly seasonalWindows?: readonly (number | 'periodic')[];
  /** Times that each season is found anew, given the others; 2 when not given, and always 1 for a single season. */
  readonly rounds?: number;
  readonly robust?: boolean;
}

/** Parts of a series, each as long as it; trend + all seasons + remainder is the series. */
export interface MultipleDecomposition {
  readonly trend: Float64Array;
  /** From the shortest period on. */
  readonly seasonals: readonly { readonly period: number; readonly values: Float64Array }[];
  /** NaN where the value is, and nowhere else. */
  readonly remainder: Float64Array;
  /** Of the last decomposition. */
  readonly robustnessWeights: Float64Array;
}

/**
 * Decomposition into several seasons: STL for one period at a time on the series without the other seasons; Bandara, Hyndman and
 * Bergmeir (2021), arXiv 2107.13462, with the settings of `mstl` in R's package forecast. `priorWeights` and missing values as in
 * `stl`. Throws RangeError as `stl` does, for settings out of range, and when no period has more than two cycles.
 */
export function mstl(values: Float64Array, settings: MstlSettings, priorWeights?: Float64Array): MultipleDecomposition {
  const periods = keptPeriods(settings.periods, values.length);
  const perPeriod = seasonalWindowsOf(settings, periods.length).map((window, i) =>
    settingsOfR(periods[i], window, values.length, settings.robust),
  );
  const seasonals: Float64Array[] = periods.map(() => new Float64Array(values.length));
  let adjusted = values;
  const fitSeason = (i: number): Decomposition => {
    const withThisSeason = plus(adjusted, seasonals[i]);
    const decomposition = stl(withThisSeason, perPeriod[i], priorWeights);
    seasonals[i] = decomposition.seasonal;
    adjusted = minus(withThisSeason, decomposition.seasonal);
    return decomposition;
  };

  let last = fitSeason(0);
  const fits = periods.length * roundsOf(settings, periods.length);
  for (let fit = 1; fit < fits; fit++) last = fitSeason(fit % periods.length);
  return {
    trend: last.trend,
    seasonals: periods.map((period, i) => ({ period, values: seasonals[i] })),
    remainder: minus(adjusted, last.trend),
    robustnessWeights: last.robustnessWeights,
  };
}

function keptPeriods(periods: readonly number[], length: number): number[] {
  for (const [i, period] of periods.entries()) checkInteger(`periods[${i}]`, period, 2);
  const kept = [...new Set(periods)].filter((period) => length > 2 * period).sort((a, b) => a - b);
  if (kept.length === 0)
    throw new RangeError(`${length} values are not more than two cycles of any of the periods ${periods.join(', ')}`);
  return kept;
}

function seasonalWindowsOf({ seasonalWindows }: MstlSettings, many: number): readonly (number | 'periodic')[] {
  const windows = seasonalWindows ?? Array.from({ length: many }, (_, i) => 11 + 4 * i);
  if (windows.length === 1) return Array.from({ length: many }, () => windows[0]);
  if (windows.length < many) throw new RangeError(`${windows.length} seasonal windows for ${many} periods`);
  return windows.slice(0, many);
}

function roundsOf({ rounds = 2 }: MstlSettings, many: number): number {
  checkInteger('rounds', rounds, 1);
  return many === 1 ? 1 : rounds;
}
