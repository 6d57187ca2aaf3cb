import { settingsOfR } from '../stl/settings.ts';
import { stl } from '../stl/stl.ts';

/** A season and what is repeated of it. */
export interface Season {
  readonly period: number;
  readonly values: Float64Array;
}

/** A series without its seasons, which add up with it to the series. */
export interface SeasonalAdjustment {
  readonly seasons: readonly Season[];
  /** NaN where the value is missing. */
  readonly adjusted: Float64Array;
}

const ROUNDS = 2;

/**
 * Takes the seasons out of a series by STL, several (shortest period first) by turns as MSTL does: Bandara, Hyndman and
 * Bergmeir, International Journal of Operational Research 52 (2025) 79-98. Windows are those of R's `mstl`: 11, 15, ... seasons.
 * Missing values (NaN) weigh nothing. RangeError as `stl` gives it.
 */
export function adjustForSeasons(values: Float64Array, periods: readonly number[]): SeasonalAdjustment {
  // Equal weights are the same as none, which is faster.
  const weights = values.some(Number.isNaN) ? values.map((value) => (Number.isNaN(value) ? 0 : 1)) : undefined;
  const seasons = periods.map((period): { period: number; values: Float64Array } => ({
    period,
    values: new Float64Array(values.length),
  }));
  let adjusted = values;
  for (let round = 0; round < (periods.length > 1 ? ROUNDS : 1); round++) {
    for (const [i, season] of seasons.entries()) {
      const withSeason = adjusted.map((value, t) => value + season.values[t]);
      season.values = stl(withSeason, settingsOfR(season.period, 11 + 4 * i, values.length), weights).seasonal;
      adjusted = withSeason.map((value, t) => value - season.values[t]);
    }
  }
  return { seasons, adjusted };
}
