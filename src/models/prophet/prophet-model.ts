import type { ForecastingModel } from '../forecasting-model.ts';
import type { ProphetOptions } from './options.ts';
import { fitProphetToSeries, forecastProphet } from './prophet.ts';
import { prophetResiduals } from './residuals.ts';

/** Prophet as one of the models to choose from. */
export const prophetModel = (options: ProphetOptions): ForecastingModel => ({
  name: 'prophet',
  requiredIntervals: () => 2,
  fit(history) {
    const fitted = fitProphetToSeries(history, options);
    return {
      forecast: (horizon, levelFractions) => forecastProphet(fitted, horizon, levelFractions),
      residuals: () => prophetResiduals(fitted, history),
    };
  },
});
