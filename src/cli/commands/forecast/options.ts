import type { ProphetOptions, SeasonalitySetting } from '../../../models/prophet/options.ts';
import type { CalendarStep } from '../../../series/calendar-step.ts';
import type { SumPeriod } from '../../../series/forecast.ts';
import type { OpeningHours } from '../../../series/opening-hours.ts';
import type { SeriesDimension, VolumeMetric } from '../../../series/records.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { ModelName } from './model-names.ts';

/** Which history is read, and where from. */
export interface HistoryOptions extends GlobalOptions {
  readonly granularity?: CalendarStep['iso'];
  readonly metric: 'offered' | 'answered' | 'abandoned' | 'handle_seconds';
  readonly by?: readonly SeriesDimension[];
  /** Whether values below 0 are taken. */
  readonly raw?: boolean;
  readonly historyDays?: number;
  readonly queue?: readonly string[];
  readonly media?: readonly string[];
  /** False for `--no-fetch`. */
  readonly fetch: boolean;
  readonly history?: string;
  readonly columns?: string;
  /** `<i>/<n>` or `auto`: only one of n shares of the series. */
  readonly shard?: string;
}

/** The options of `gcforecast forecast`, as the command line gives them. */
export interface ForecastOptions extends HistoryOptions {
  readonly days: number;
  /** Whether totals are forecast too, and add up. */
  readonly totals?: boolean;
  readonly reconcile: 'minimum-trace' | 'bottom-up';
  readonly intervalWidth: number;
  readonly output: string;
  /** Periods whose volume is told as a whole, with bounds of its own. */
  readonly sums?: readonly SumPeriod[];
  /** A page for people beside `output`. */
  readonly html?: string;
  /** Whether what is known of the running day moves the rest of it. */
  readonly update?: boolean;
  /** False for `--no-log`. */
  readonly log?: boolean;
  readonly model: ModelName;
  /** When the centre is open; learned from the history when absent. */
  readonly open?: OpeningHours;
  /** False for `--no-clean`. */
  readonly clean: boolean;
  readonly growth: ProphetOptions['growth'];
  readonly yearly: SeasonalitySetting;
  readonly weekly: SeasonalitySetting;
  readonly daily: SeasonalitySetting;
  readonly changepoints: number;
  readonly changepointRange: number;
  readonly changepointPriorScale: number;
  readonly seasonalityPriorScale: number;
  /** Countries, states and regions whose public holidays count. */
  readonly holidays?: readonly string[];
  /** A CSV of events. */
  readonly events?: string;
  readonly holidaysPriorScale: number;
  /** Threads to work on; as many as there are cores when absent. */
  readonly jobs?: number;
}

export const metricOf = ({ metric }: Pick<HistoryOptions, 'metric'>): VolumeMetric =>
  metric === 'handle_seconds' ? 'handleSeconds' : metric;

export const prophetOptionsOf = (options: ForecastOptions): Omit<ProphetOptions, 'holidays'> => ({
  growth: options.growth,
  yearly: options.yearly,
  weekly: options.weekly,
  daily: options.daily,
  seasonalityPriorScale: options.seasonalityPriorScale,
  holidaysPriorScale: options.holidaysPriorScale,
  changepoints: options.changepoints,
  changepointRangeFraction: options.changepointRange,
  changepointPriorScale: options.changepointPriorScale,
});

/** What is asked for where the command line does not say. */
export const FORECAST_DEFAULTS = {
  metric: 'offered',
  reconcile: 'minimum-trace',
  intervalWidth: 0.8,
  model: 'auto',
  clean: true,
  fetch: true,
  growth: 'linear',
  yearly: 'auto',
  weekly: 'auto',
  daily: 'auto',
  changepoints: 25,
  changepointRange: 0.8,
  changepointPriorScale: 0.05,
  seasonalityPriorScale: 10,
  holidaysPriorScale: 10,
} as const satisfies Partial<ForecastOptions>;
