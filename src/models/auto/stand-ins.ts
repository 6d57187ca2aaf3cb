import type { RejectedModel } from '../../series/model-selection.ts';
import type { Series } from '../../series/series.ts';
import { countLevel } from '../count-level/count-level.ts';
import type { FittedModel, ForecastingModel } from '../forecasting-model.ts';
import { meanOfDays } from '../mean-of-days/mean-of-days.ts';
import { seasonalMeans } from '../seasonal-means/seasonal-means.ts';

/** What is taken where a history does not do for the core, the first that it does for: few contacts, values below 0, less than two weeks. */
const STAND_INS: readonly ForecastingModel[] = [countLevel, seasonalMeans('median', 4), meanOfDays];

/** What came of the first model that a history does for, and why those before it were passed over. */
export interface FirstThatDoes<Result> {
  readonly model: ForecastingModel;
  readonly result: Result;
  readonly rejected: readonly RejectedModel[];
}

/** Uses the core, or else a stand-in. RangeError where the history does for none of them. */
export function firstThatDoes<Result>(
  core: ForecastingModel,
  history: Series,
  use: (fitted: FittedModel) => Result,
): FirstThatDoes<Result> {
  const rejected: RejectedModel[] = [];
  for (const model of [core, ...STAND_INS]) {
    const required = model.requiredIntervals(history);
    if (history.values.length < required) {
      rejected.push({ model: model.name, reason: `it takes ${required} intervals of history` });
      continue;
    }
    try {
      return { model, result: use(model.fit(history)), rejected };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      rejected.push({ model: model.name, reason: error.message });
    }
  }
  throw new RangeError(rejected.map(({ model, reason }) => `${model}: ${reason}`).join('; '));
}
