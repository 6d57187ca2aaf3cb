import { dataFailure } from '../../../errors.ts';
import type { ForecastingModel } from '../../../models/forecasting-model.ts';
import type { ProphetOptions } from '../../../models/prophet/options.ts';
import type { CalendarEvent } from '../../../series/event.ts';
import type { SeriesKey } from '../../../series/records.ts';
import type { Series } from '../../../series/series.ts';
import { seriesName } from '../../../series/series-key.ts';
import type { ModelName } from './model-names.ts';

/** The model of this name that knows of these events; not naive, which repeats a week as it was. Only that model is loaded. */
export async function modelWithEvents(
  name: Exclude<ModelName, 'naive'>,
  prophet: Omit<ProphetOptions, 'holidays'>,
  events: readonly CalendarEvent[],
  clean: boolean | undefined,
): Promise<ForecastingModel> {
  const { withEvents } = await import('../../../models/events/with-events.ts');
  if (name !== 'prophet') return withEvents(await modelNamed(name, { ...prophet, holidays: [] }, clean), events);
  const { prophetHolidays } = await import('../../../models/events/prophet-holidays.ts');
  const model = await modelNamed(name, { ...prophet, holidays: prophetHolidays(events) });
  const known = events.filter(({ factor }) => factor !== undefined);
  return known.length === 0 ? model : withEvents(model, known);
}

/** The model of this name; `clean` is for auto. Only that one is loaded: a start is what a user waits for. */
export const modelNamed = (name: ModelName, prophet: ProphetOptions, clean = true): Promise<ForecastingModel> =>
  LOADERS[name](prophet, clean);

const LOADERS: Readonly<Record<ModelName, (prophet: ProphetOptions, clean: boolean) => Promise<ForecastingModel>>> = {
  auto: async (_, clean) => (await import('../../../models/auto/auto-model.ts')).autoModel(clean),
  prophet: async (options) => (await import('../../../models/prophet/prophet-model.ts')).prophetModel(options),
  'level-shape': async () => (await import('../../../models/level-shape/level-shape.ts')).levelShape,
  stl: async () => (await import('../../../models/stl-forecast/stl-model.ts')).stlModel,
  ets: async () => (await import('../../../models/ets/ets-model.ts')).etsModel,
  theta: async () => (await import('../../../models/theta/theta-model.ts')).thetaModel,
  naive: async () => (await import('../../../models/naive/seasonal-naive.ts')).seasonalNaive,
};

/** What a model costs for each series and each interval of it, in milliseconds on a machine of today. */
const COSTS_MS: Readonly<Record<ModelName, { readonly series: number; readonly interval: number }>> = {
  auto: { series: 60, interval: 0.02 },
  prophet: { series: 0.2, interval: 0.002 },
  'level-shape': { series: 5, interval: 0.01 },
  stl: { series: 1, interval: 0.03 },
  ets: { series: 5, interval: 0.03 },
  theta: { series: 0.3, interval: 0.003 },
  naive: { series: 0.1, interval: 0.001 },
};

/** An estimate of the time that this model takes for these series, to tell whether threads are worth starting. */
export function estimatedMs(name: ModelName, series: readonly { readonly series: Series }[]): number {
  const cost = COSTS_MS[name];
  return series.reduce((sum, { series: { values } }) => sum + cost.series + cost.interval * values.length, 0);
}

/** Runs a model on a series. What the model says of a history that does not do for it is the failure of the data. */
export function onHistoryOf<Result>(key: SeriesKey, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw dataFailure(`${seriesName(key)}: ${error.message}`, 'give more history, or choose another model');
  }
}
