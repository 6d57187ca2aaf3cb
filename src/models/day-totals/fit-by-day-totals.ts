import { gridOf } from '../../series/calendar-step.ts';
import { endOf, type Series, wallDays } from '../../series/series.ts';
import type { FittedModel } from '../forecasting-model.ts';
import { boundsByLead, type PastErrors } from '../lead-bounds.ts';
import { usualSizes } from '../seasonal-forecast.ts';
import { CLOSED, seasonalGrid } from '../seasonal-grid.ts';
import { fitSteps, type StepsModel } from '../steps-ahead.ts';
import { dayTotals, type SlotsOfDays } from './day-totals.ts';
import { sharesOfDays } from './shares-of-days.ts';

/**
 * Fits a model of days to the totals of a history of shorter intervals, and spreads its forecasts over the slots of each weekday. The
 * variance of an interval is that of its day by the square of its share, and that of its own past errors when the total was known:
 * two independent parts, so distances of bounds add up as the sides of a right angle do.
 */
export function fitByDayTotals(history: Series, model: StepsModel): FittedModel {
  const grid = seasonalGrid(history);
  const past = slotsOfDays(history, 0, grid.places, grid.season);
  const shares = sharesOfDays(grid, weekdayOfSlot(past, grid.season));
  const totals = dayTotals(history, past, shares);
  const fitted = fitSteps(totals, model);
  const shareErrors = { bySeasonsAhead: [errorsOfShares(history, past, shares, totals)], usualSizes: usualSizes(grid) };
  return {
    forecast(horizon, levelFractions) {
      const ahead = slotsOfDays(history, history.values.length, grid.placesAhead(horizon), grid.season);
      const firstDay = past.days[0] + totals.values.length;
      const ofDays = fitted.forecast(ahead.days[horizon - 1] - firstDay + 1, levelFractions);
      const onSlots = (byDay: Float64Array): Float64Array =>
        Float64Array.from(ahead.slots, (slot, i) =>
          slot === CLOSED ? 0 : shares[slot] * byDay[ahead.days[i] - firstDay],
        );
      const point = onSlots(ofDays.point);
      return {
        start: endOf(history),
        step: history.step,
        timeZone: history.timeZone,
        unit: history.unit,
        point,
        intervals: ofDays.intervals.map(({ levelFraction, lower, upper }) => {
          const ofShare = boundsByLead(shareErrors, levelFraction);
          const away = (ofDay: Float64Array, side: 'below' | 'above'): Float64Array =>
            onSlots(ofDay).map((bound, i) =>
              ahead.slots[i] === CLOSED ? 0 : Math.hypot(bound - point[i], ofShare(ahead.slots[i], 1)[side]),
            );
          const [below, above] = [away(lower, 'below'), away(upper, 'above')];
          return {
            levelFraction,
            lower: point.map((value, i) => value - below[i]),
            upper: point.map((value, i) => value + above[i]),
          };
        }),
        components: Object.fromEntries(Object.entries(ofDays.components).map(([name, part]) => [name, onSlots(part)])),
        closed: Uint8Array.from(ahead.slots, (slot) => (slot === CLOSED ? 1 : 0)),
      };
    },
    residuals() {
      const ofDays = fitted.residuals();
      return history.values.map((value, i) => {
        const slot = past.slots[i];
        const day = past.days[i] - past.days[0];
        // An unfinished last day has no forecast.
        return slot === CLOSED || day >= ofDays.length
          ? Number.NaN
          : value - shares[slot] * (totals.values[day] - ofDays[day]);
      });
    },
  };
}

function slotsOfDays(
  { start, step, timeZone }: Series,
  first: number,
  places: Int32Array,
  season: number,
): SlotsOfDays {
  const starts = gridOf(start, step, timeZone, first + places.length).subarray(first);
  return {
    slots: places.map((place) => (place === CLOSED ? CLOSED : place % season)),
    days: wallDays(timeZone, starts).map(Math.floor),
  };
}

/** By slot of the week, 0 to 6. RangeError where the history is too short to have them all. */
function weekdayOfSlot({ slots, days }: SlotsOfDays, season: number): Uint8Array {
  const weekdays = new Uint8Array(season);
  const passed = new Uint8Array(season);
  for (const [i, slot] of slots.entries()) {
    if (slot === CLOSED) continue;
    weekdays[slot] = days[i] % 7;
    passed[slot] = 1;
  }
  if (passed.includes(0)) throw new RangeError('the history has less than a week');
  return weekdays;
}

/** What the slots of each whole day had more than their share of it. */
function errorsOfShares(
  { values }: Series,
  { slots, days }: SlotsOfDays,
  shares: Float64Array,
  totals: Series,
): PastErrors {
  const errors = values.map((value, i) => value - shares[slots[i]] * totals.values[days[i] - days[0]]);
  const known = [...errors.keys()].filter((i) => !Number.isNaN(errors[i]));
  return {
    slots: Uint32Array.from(known, (i) => slots[i]),
    errors: Float64Array.from(known, (i) => errors[i]),
  };
}
