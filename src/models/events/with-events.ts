import { normalQuantile } from '../../numeric/normal.ts';
import { gridOf, nominalDays } from '../../series/calendar-step.ts';
import type { CalendarEvent } from '../../series/event.ts';
import type { Forecast } from '../../series/forecast.ts';
import { intervalStarts, type Series, wallDays } from '../../series/series.ts';
import type { FittedModel, ForecastingModel } from '../forecasting-model.ts';
import { CLOSED, seasonalGrid } from '../seasonal-grid.ts';
import { dayRatios } from './day-ratios.ts';
import { eventsOfDays } from './event-days.ts';
import { type DayEffect, eventEffects } from './event-effects.ts';

// A longer event is much of what is known of the level, so its days are kept, and divided by its effect.
const MOST_DAYS_LEFT_OUT = 3;

/**
 * A model that knows of events: their effects are learned from the history, taken out of it before the model sees it, and put onto
 * the forecast. Days of short events are left out instead. Steps of a day and shorter; RangeError for longer ones.
 */
export const withEvents = (model: ForecastingModel, events: readonly CalendarEvent[]): ForecastingModel => ({
  ...model,
  fit(history) {
    if (nominalDays(history.step) > 1) throw new RangeError('events are days, and take steps of a day or shorter');
    const grid = seasonalGrid(history);
    const days = localDays(history.timeZone, intervalStarts(history));
    const openWeekdays = new Set(
      [...grid.places.keys()].filter((i) => grid.places[i] !== CLOSED).map((i) => modulo7(days[i])),
    );
    const eventsOf = eventsOfDays(events, (day) => openWeekdays.has(modulo7(day)));
    const ratios = dayRatios(history, grid, (day) => eventsOf(day).some(({ position }) => position === 'on'));
    const effectOf = eventEffects(ratios, eventsOf);
    const known = new Set([...ratios.days].filter((_, i) => !Number.isNaN(ratios.logRatios[i])));
    const isLeftOut = (day: number): boolean =>
      known.has(day) &&
      eventsOf(day).some(
        ({ event, position }) =>
          position === 'on' && event.factor === undefined && event.lastDay - event.firstDay < MOST_DAYS_LEFT_OUT,
      );
    const factors = Float64Array.from(days, (day) => (isLeftOut(day) ? Number.NaN : effectOf(day).factor));
    const values = history.values.map((value, i) => (factors[i] > 0 ? value / factors[i] : Number.NaN));
    return fittedWithEvents(model.fit({ ...history, values }), history, factors, effectOf);
  },
});

function fittedWithEvents(
  fit: FittedModel,
  { start, step, timeZone, values: { length } }: Series,
  factors: Float64Array,
  effectOf: (day: number) => DayEffect,
): FittedModel {
  return {
    forecast(horizon, levelFractions) {
      const starts = gridOf(start, step, timeZone, length + horizon).subarray(length);
      const effects = Array.from(localDays(timeZone, starts), effectOf);
      return onEventDays(fit.forecast(horizon, levelFractions), effects);
    },
    residuals: () => fit.residuals().map((residual, i) => residual * factors[i]),
    ...(fit.pastForecasts === undefined
      ? {}
      : {
          pastForecasts: (horizon) =>
            (fit.pastForecasts?.(horizon) ?? []).map((past) => ({
              ...past,
              point: past.point.map((value, i) => value * factors[past.intervals[i]]),
            })),
        }),
  };
}

function onEventDays(ordinary: Forecast, effects: readonly DayEffect[]): Forecast {
  const point = ordinary.point.map((value, i) => value * effects[i].factor);
  return {
    ...ordinary,
    point,
    intervals: ordinary.intervals.map(({ levelFraction, lower, upper }) => {
      const quantile = normalQuantile((1 + levelFraction) / 2);
      const bound = (values: Float64Array, side: 1 | -1): Float64Array =>
        values.map((value, i) => {
          const { factor, logSpread } = effects[i];
          if (logSpread === 0 || !(value > 0)) return value * factor;
          const distance = Math.log(value / ordinary.point[i]);
          return point[i] * Math.exp(side * Math.hypot(distance, quantile * logSpread));
        });
      return { levelFraction, lower: bound(lower, -1), upper: bound(upper, 1) };
    }),
    components: { ...ordinary.components, events: point.map((value, i) => value - ordinary.point[i]) },
    closed: ordinary.closed.map((closed, i) => (effects[i].factor === 0 ? 1 : closed)),
  };
}

const localDays = (timeZone: string, instants: Float64Array): Int32Array =>
  Int32Array.from(wallDays(timeZone, instants), Math.floor);

const modulo7 = (day: number): number => ((day % 7) + 7) % 7;
