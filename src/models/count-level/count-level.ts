import { negativeBinomialQuantile } from '../../numeric/negative-binomial.ts';
import type { Series } from '../../series/series.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { type SeasonalGrid, seasonalGrid, slotsInSeason } from '../seasonal-grid.ts';
import { type FittedSteps, fitSteps } from '../steps-ahead.ts';
import { fitGammaPoisson, type GammaPoissonRun, runGammaPoisson, sizeAhead } from './gamma-poisson.ts';
import { slotMultipliers } from './slot-multipliers.ts';

/**
 * A level of small counts that walks, times a multiplier of each weekday, below a day of each time of the week. Forecasts are negative
 * binomial counts and bounds their quantiles, so nothing is below 0. How long the level is remembered, and how much more than by
 * chance counts vary around it, are what makes the history most likely.
 */
export const countLevel: ForecastingModel = {
  name: 'count-level',
  requiredIntervals: ({ step }) => 2 * slotsInSeason(step, 0),
  fit: (history) => fitSteps(history, (grid) => gammaPoissonLevel(grid, fitGammaPoisson)),
};

/**
 * The same with the memory and the bunching that this history makes most likely, so that earlier parts of it can be fitted at a fraction
 * of the cost. RangeError without a contact.
 */
export function countLevelOfLearned(history: Series): ForecastingModel {
  const { values, season } = seasonalGrid(history);
  const { parameters } = fitGammaPoisson(values, exposuresOf(values, slotMultipliers(values, season)));
  const run: GammaPoissonFit = (counts, exposures) => runGammaPoisson(counts, exposures, parameters);
  return { ...countLevel, fit: (part) => fitSteps(part, (grid) => gammaPoissonLevel(grid, run)) };
}

type GammaPoissonFit = (counts: Float64Array, exposures: Float64Array) => GammaPoissonRun;

const exposuresOf = (values: Float64Array, multipliers: Float64Array): Float64Array =>
  values.map((_, place) => multipliers[place % multipliers.length]);

function gammaPoissonLevel({ values, season }: SeasonalGrid, runOf: GammaPoissonFit): FittedSteps {
  const multipliers = slotMultipliers(values, season);
  const run = runOf(values, exposuresOf(values, multipliers));
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
}
