import { intervalStarts, type Series } from '../../series/series.ts';
import { wallSecondsAt } from '../../series/time-zone.ts';
import { predict } from './predict.ts';
import type { FittedProphet } from './prophet.ts';

/**
 * Value less fitted value in each interval of the history the model was fitted to, in its unit; NaN where that is missing or
 * closed. Nothing of a Prophet model is updated on the way, so these are its one-step errors too.
 */
export function prophetResiduals(fitted: FittedProphet, history: Series): Float64Array {
  const wallSeconds = intervalStarts(history).map((start) => wallSecondsAt(history.timeZone, start));
  const { point } = predict(fitted.fit, wallSeconds, []);
  return history.values.map((value, i) => value - point[i]);
}
