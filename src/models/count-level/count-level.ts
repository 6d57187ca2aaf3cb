import { negativeBinomialQuantile } from '../../numeric/negative-binomial.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { slotsInSeason } from '../seasonal-grid.ts';
import { fitSteps, type StepsModel } from '../steps-ahead.ts';
import { fitGammaPoisson, sizeAhead } from './gamma-poisson.ts';
import { slotMultipliers } from './slot-multipliers.ts';

/**
 * A level of small counts that walks, times a multiplier of each weekday, below a day of each time of the week. Forecasts are negative
 * binomial counts and bounds their quantiles, so nothing is below 0. How long the level is remembered, and how much more than by
 * chance counts vary around it, are what makes the history most likely.
 */
export const countLevel: ForecastingModel = {
  name: 'count-level',
  requiredIntervals: ({ step }) => 2 * slotsInSeason(step, 0),
  fit: (history) => fitSteps(history, gammaPoissonLevel),
};

const gammaPoissonLevel: StepsModel = ({ values, season }) => {
  const multipliers = slotMultipliers(values, season);
  const run = fitGammaPoisson(
    values,
    values.map((_, place) => multipliers[place % season]),
  );
  const { shape, rate } = run.level;
  if (!(shape > 0)) throw new RangeError('the history has no contact, so its level is not known');
  return {
    ahead(count) {
      const multiplierAt = (i: number): number => multipliers[(values.length + i) % season];
      const level = new Float64Array(count).fill(shape / rate);
      const point = level.map((each, i) => each * multiplierAt(i));
      const quantiles = (probability: number): Float64Array =>
        point.map((mean, i) =>
          mean === 0 ? 0 : negativeBinomialQuantile({ mean, size: sizeAhead(run, mean, i + 1) }, probability),
        );
      return {
        components: { level, weekly: point.map((each, i) => each - level[i]) },
        bounds(levelFraction) {
          const lower = quantiles((1 - levelFraction) / 2);
          const upper = quantiles((1 + levelFraction) / 2);
          // The mean of a skew law may lie outside of its middle.
          return {
            lower: lower.map((each, i) => Math.min(each, point[i])),
            upper: upper.map((each, i) => Math.max(each, point[i])),
          };
        },
      };
    },
    residuals: values.map((value, place) => value - run.expected[place]),
  };
};
