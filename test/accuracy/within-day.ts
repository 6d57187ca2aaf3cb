import { coverage } from '../../src/models/backtest/coverage.ts';
import { pooled, quotient, type Ratio } from '../../src/models/backtest/pooled-ratio.ts';
import { type ProtocolFold, testPlaces, trainingWindow } from '../../src/models/backtest/protocol.ts';
import type { ScoredPoints } from '../../src/models/backtest/scored-points.ts';
import { wape } from '../../src/models/backtest/wape.ts';
import { updatedWithinDay } from '../../src/models/day-update/updated-within-day.ts';
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import type { Forecast } from '../../src/series/forecast.ts';
import { clampAtZero } from '../../src/series/non-negative.ts';
import { DAY_SECONDS } from '../../src/series/time-zone.ts';
import type { ObservedRow } from '../support/reference-series.ts';
import { openTimesOfSet } from './open-times-of-set.ts';
import type { AccuracySet } from './sets.ts';

const LEVEL = 0.8;
const WEEKS_OF_HISTORY = 26;

/** How good forecasts of the rest of a day are: made at its start, and updated once a part of it is known. */
export interface WithinDayScore {
  readonly dayAheadWape: number;
  readonly updatedWape: number;
  readonly dayAheadCoverage: number;
  readonly updatedCoverage: number;
  /** Mean width of the updated bounds in units of the day-ahead ones. */
  readonly relativeWidth: number;
  readonly cpuMsPerUpdate: number;
}

/** Of the last `days` open days of a set, each cut when `knownShare` of its open intervals have ended. */
export function withinDayScore(
  rows: readonly ObservedRow[],
  set: AccuracySet,
  model: ForecastingModel,
  days: number,
  knownShare: number,
): WithinDayScore {
  const times = openTimesOfSet(rows, set);
  const dayOf = (wall: number): number => Math.floor(wall / DAY_SECONDS);
  const openDays = [...new Set([...times.wallSeconds].map(dayOf))].slice(-days);
  const scores = { ahead: [] as Ratio[], updated: [] as Ratio[], aheadHeld: [] as Ratio[], updatedHeld: [] as Ratio[] };
  const widths = { ahead: 0, updated: 0 };
  let cpuMicroseconds = 0;
  for (const day of openDays) {
    const from = times.wallSeconds.findIndex((wall) => dayOf(wall) === day);
    const end = times.wallSeconds.findLastIndex((wall) => dayOf(wall) === day) + 1;
    const cut = from + Math.floor(knownShare * (end - from));
    if (cut === from || cut === end) continue;
    const start = { number: 0, from: Math.max(0, from - WEEKS_OF_HISTORY * times.season), origin: from, end };
    const running = { ...start, origin: cut };
    const forecastAt = (fold: ProtocolFold, by: ForecastingModel): { forecast: Forecast; places: number[] } => {
      const places = testPlaces(times, fold);
      const fit = by.fit(trainingWindow(times, fold));
      return { forecast: clampAtZero(fit.forecast((places.at(-1) ?? 0) + 1, [LEVEL])), places };
    };
    const ahead = forecastAt(start, model);
    const before = process.cpuUsage();
    const updated = forecastAt(running, updatedWithinDay(model));
    cpuMicroseconds += process.cpuUsage(before).user;
    const actual = times.values.subarray(cut, end);
    const aheadPoints = scoredPoints(ahead.forecast, ahead.places.slice(cut - from), actual);
    const updatedPoints = scoredPoints(updated.forecast, updated.places, actual);
    scores.ahead.push(wape(aheadPoints));
    scores.updated.push(wape(updatedPoints));
    scores.aheadHeld.push(coverage(aheadPoints));
    scores.updatedHeld.push(coverage(updatedPoints));
    widths.ahead += widthOf(aheadPoints);
    widths.updated += widthOf(updatedPoints);
  }
  const of = (parts: readonly Ratio[]): number => quotient(pooled(parts)) ?? Number.NaN;
  return {
    dayAheadWape: of(scores.ahead),
    updatedWape: of(scores.updated),
    dayAheadCoverage: of(scores.aheadHeld),
    updatedCoverage: of(scores.updatedHeld),
    relativeWidth: widths.updated / widths.ahead,
    cpuMsPerUpdate: cpuMicroseconds / 1000 / openDays.length,
  };
}

function scoredPoints(
  { point, intervals: [{ lower, upper }] }: Forecast,
  places: readonly number[],
  actual: Float64Array,
): ScoredPoints {
  const known = [...actual.keys()].filter((i) => !Number.isNaN(actual[i]));
  const at = (values: Float64Array) => Float64Array.from(known, (i) => values[places[i]]);
  return { actual: Float64Array.from(known, (i) => actual[i]), point: at(point), lower: at(lower), upper: at(upper) };
}

const widthOf = ({ lower, upper }: ScoredPoints): number => upper.reduce((sum, bound, i) => sum + bound - lower[i], 0);
