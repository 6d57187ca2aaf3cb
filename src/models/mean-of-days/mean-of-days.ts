import { studentTQuantile } from '../../numeric/student-t.ts';
import { isSubDaily } from '../../series/calendar-step.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { slotsInSeason } from '../seasonal-grid.ts';
import { type FittedSteps, fitSteps } from '../steps-ahead.ts';

/**
 * The mean of all days alike, below a day of each time of day: what remains to be said where a history shows no week. Bounds are those of
 * Student's t for one more value (Box, Hunter and Hunter, Statistics for Experimenters (2005), section 3.5), of a variance that is in
 * proportion to the mean and not less than that of Poisson counts, or the same for all where values are negative. With as few degrees
 * of freedom as there are days less one they are wide, as they should be.
 */
export const meanOfDays: ForecastingModel = {
  name: 'mean-of-days',
  requiredIntervals: ({ step }) => (isSubDaily(step) ? (2 * slotsInSeason(step, 0)) / 7 : 2),
  fit: (history) => {
    const slots = isSubDaily(history.step) ? slotsInSeason(history.step, 0) / 7 : 1;
    const isCount = history.unit === 'contacts' && !history.values.some((value) => value < 0);
    return fitSteps(history, ({ values, daySeason }) => meansOfSlots(values, daySeason ?? slots, isCount));
  },
};

/** RangeError where no slot has two values. */
function meansOfSlots(values: Float64Array, slots: number, isCount: boolean): FittedSteps {
  const sums = new Float64Array(slots);
  const counts = new Uint32Array(slots);
  for (const [place, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    sums[place % slots] += value;
    counts[place % slots]++;
  }
  const known = counts.reduce((sum, count) => sum + count, 0);
  const overall = sums.reduce((sum, each) => sum + each, 0) / known;
  const means = sums.map((sum, slot) => (counts[slot] === 0 ? overall : sum / counts[slot]));
  const days = Math.max(...counts);
  if (days < 2) throw new RangeError('no time of day has values on two days, so nothing shows how much days differ');
  const sizes = means.map((mean) => (isCount ? mean : 1));
  const residuals = values.map((value, place) => value - means[place % slots]);
  const squares = residuals.reduce((sum, each) => (Number.isNaN(each) ? sum : sum + each * each), 0);
  const expected = values.reduce((sum, value, place) => (Number.isNaN(value) ? sum : sum + sizes[place % slots]), 0);
  const degrees = days - 1;
  const dispersion = expected === 0 ? 0 : (squares / expected) * (days / degrees);
  const variance = isCount ? Math.max(1, dispersion) : dispersion;
  return {
    residuals,
    ahead(count) {
      const slotAhead = (i: number): number => (values.length + i) % slots;
      const level = new Float64Array(count).map((_, i) => means[slotAhead(i)]);
      return {
        components: { level },
        bounds(levelFraction) {
          const reach = studentTQuantile((1 + levelFraction) / 2, degrees);
          const away = level.map((_, i) => reach * Math.sqrt(variance * sizes[slotAhead(i)] * (1 + 1 / days)));
          return {
            lower: level.map((value, i) => (isCount ? Math.max(0, value - away[i]) : value - away[i])),
            upper: level.map((value, i) => value + away[i]),
          };
        },
      };
    },
  };
}
