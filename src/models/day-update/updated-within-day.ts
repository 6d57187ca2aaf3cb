import { addSteps, isSubDaily, stepsBetween } from '../../series/calendar-step.ts';
import type { Forecast } from '../../series/forecast.ts';
import { endOf, firstIntervals, intervalStarts, type Series } from '../../series/series.ts';
import { DAY_SECONDS, startOfDay, startOfNextDay, wallSecondsAt } from '../../series/time-zone.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { type PastForecasts, varianceBounds } from '../level-shape/intraday/variance-bounds.ts';
import { dayAheadForecasts } from './day-ahead.ts';
import { type ClockTimes, type DayCourse, dayCourses } from './day-course.ts';
import { type UpdateRule, updateRule } from './update-rule.ts';

/**
 * A model that takes the morning into account: where a history ends within a day, the rest of that day is what the model said of it
 * at its start, times what days so far off usually go on to be. Bounds are quantiles of what that was off on earlier days, known
 * up to the same time, so that they close in as the day goes on. Later days are the model's own, which sees the morning as it sees
 * every other interval. The component `update` is what the morning changed. RangeError for negative values and for whole days.
 */
export const updatedWithinDay = (model: ForecastingModel): ForecastingModel => ({
  name: model.name,
  requiredIntervals: (history) =>
    model.requiredIntervals(history) + (isSubDaily(history.step) ? DAY_SECONDS / history.step.count : 0),
  fit(history) {
    if (!isSubDaily(history.step)) throw new RangeError('only intervals below a day can be updated within one');
    if (history.values.some((value) => value < 0))
      throw new RangeError('an update within the day takes values of 0 or more, and some are negative');
    const plain = model.fit(history);
    const running = runningDay(history);
    if (running === undefined) return plain;
    return {
      ...plain,
      forecast: (horizon, levelFractions) =>
        withRestOfDay(plain.forecast(horizon, levelFractions), restOfDay(model, history, running, levelFractions)),
    };
  },
});

/** A day that has begun and not ended, and what was known before it. */
interface RunningDay {
  readonly before: Series;
  readonly clock: ClockTimes;
  /** Values of the day so far. */
  readonly soFar: Float64Array;
  /** Where the clock stands. */
  readonly cutSeconds: number;
}

/** The running day of a history; undefined where none has begun, or nothing is known of it. */
function runningDay(history: Series): RunningDay | undefined {
  const { timeZone, values } = history;
  const end = endOf(history);
  const midnight = startOfDay(timeZone, end);
  const starts = intervalStarts(history);
  const first = starts.findIndex((start) => start >= midnight);
  if (first < 1 || values.subarray(first).every(Number.isNaN)) return undefined;
  const wall = starts.subarray(0, first).map((start) => wallSecondsAt(timeZone, start));
  return {
    before: firstIntervals(history, first),
    clock: {
      days: wall.map((seconds) => Math.floor(seconds / DAY_SECONDS)),
      secondsOfDay: wall.map((seconds) => seconds % DAY_SECONDS),
    },
    soFar: values.subarray(first),
    cutSeconds: wallSecondsAt(timeZone, end) % DAY_SECONDS,
  };
}

/** The rest of the running day by its forecast at its start and what came so far. */
function restOfDay(
  model: ForecastingModel,
  { step, timeZone }: Series,
  { before, clock, soFar, cutSeconds }: RunningDay,
  levelFractions: readonly number[],
): Forecast {
  const atStart = model.fit(before);
  const midnight = endOf(before);
  const length = stepsBetween(midnight, startOfNextDay(timeZone, midnight), step, timeZone);
  const known = soFar.length;
  const said = atStart.forecast(length, []);
  const actual = new Float64Array(length).fill(Number.NaN);
  actual.set(soFar);
  const past = dayCourses(clock, dayAheadForecasts(model, atStart, before, clock.days), before.values, cutSeconds);
  const rule = updateRule(past, DAY_SECONDS / step.count);
  const factor = rule.factorOf({ forecast: said.point.map((value) => Math.max(0, value)), actual, known });
  const rest = (values: Float64Array): Float64Array => values.slice(known);
  const point = rest(said.point).map((value) => value * factor);
  const errors = errorsOfRests(past, rule);
  return {
    ...said,
    start: addSteps(midnight, step, timeZone, known),
    point,
    closed: said.closed.slice(known),
    intervals: levelFractions.map((levelFraction) => {
      const distances = varianceBounds(errors, levelFraction);
      const bound = (side: 'below' | 'above'): Float64Array =>
        point.map((value) => (value > 0 ? Math.max(0, value + distances(value, 1)[side]) : value));
      return { levelFraction, lower: bound('below'), upper: bound('above') };
    }),
    components: {
      ...Object.fromEntries(Object.entries(said.components).map(([name, part]) => [name, rest(part)])),
      update: point.map((value, i) => value - said.point[known + i]),
    },
  };
}

/** What the rests of earlier days were said to be, each by what all others say, and what came. */
function errorsOfRests(past: readonly DayCourse[], { pastFactors }: UpdateRule): PastForecasts {
  const rests = past.flatMap(({ forecast, actual, known }, day) =>
    [...forecast.keys()]
      .slice(known)
      .filter((i) => forecast[i] > 0 && !Number.isNaN(actual[i]))
      .map((i) => ({ forecast: pastFactors[day] * forecast[i], value: actual[i] })),
  );
  return {
    forecasts: Float64Array.from(rests, ({ forecast }) => forecast),
    values: Float64Array.from(rests, ({ value }) => value),
    weeksAhead: new Uint32Array(rests.length).fill(1),
    stretches: new Float64Array(rests.length).fill(1),
    origins: past.length,
  };
}

/** A forecast whose first intervals are those of the rest of the day, as far as both go. */
function withRestOfDay(later: Forecast, rest: Forecast): Forecast {
  const spliced = (ofLater: Float64Array, ofRest: Float64Array): Float64Array => {
    const all = ofLater.slice();
    all.set(ofRest.subarray(0, all.length));
    return all;
  };
  const nothing = new Float64Array(later.point.length);
  const names = new Set([...Object.keys(later.components), ...Object.keys(rest.components)]);
  const closed = later.closed.slice();
  closed.set(rest.closed.subarray(0, closed.length));
  return {
    ...later,
    point: spliced(later.point, rest.point),
    intervals: later.intervals.map(({ levelFraction, lower, upper }, k) => ({
      levelFraction,
      lower: spliced(lower, rest.intervals[k].lower),
      upper: spliced(upper, rest.intervals[k].upper),
    })),
    components: Object.fromEntries(
      [...names].map((name) => [
        name,
        spliced(later.components[name] ?? nothing, rest.components[name] ?? new Float64Array(rest.point.length)),
      ]),
    ),
    closed,
  };
}
